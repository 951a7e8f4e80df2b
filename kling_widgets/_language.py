"""The words on the page, in the reader's language.

Every sentence is written in English, and so it reaches errors, the log and the
journal: what is stored and searched for is one. It becomes the reader's where it is
shown. The tables give the English as the code has it, with `{0}`, `{1}`, … where
something is put in; what was put in is looked up in turn.

Not gettext: it looks a template up before it is filled, so each of some seven hundred
sentences would be Korean in errors, log and journal, or travel with its values to where
it is shown, through the API's client, too. It finds no filled sentence, no sentence made
of others, and none at the field that it names. Its plurals are no gain: Korean has none.
"""

from __future__ import annotations

import os
import re
import tomllib
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal, NamedTuple, get_args

from .errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

Language = Literal["en", "ko"]
VARIABLES: Final = ("KLING_WIDGETS_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")
"""Asked in turn; the first that is set decides."""
TABLES: Final[Mapping[str, Path]] = {"ko": Path(__file__).parent / "korean"}
SCRIPTS: Final = "scripts"
GALLERY: Final = "gallery"
"""The tables that the page has, too; the second is only its gallery's."""
DOT: Final = " \N{MIDDLE DOT} "
SENTENCE: Final = re.compile(r"(?<=[.!?]) (?=[A-Z'\"])")
FIELD: Final = re.compile(r"(?:\{0\}|[a-z_]+)(?: URL)?: ")
"""The parameter's name, which a sentence loses where it stands at its field."""
SLOT: Final = re.compile(r"\{(\d)\}")
NAMED: Final = re.compile(r"[a-z_]+(?:\[\d+\])?: ")
CLAUSES: Final = re.compile(r"[;.] ")
PUT_IN: Final = "((?:'[^']*'|.)*?)"
"""What is put in: as little as fits, and quotations whole."""
NAME: Final = r"[^\s,]+(?: \([^)]*\))?"
LISTED: Final = re.compile(f"((?:{NAME}, )*{NAME}) or ({NAME})")
"""What can be chosen of, as an English sentence lists it."""
TOGETHER: Final = "together"
KEPT: Final = 2_000

PARTICLES: Final = {
    "을(를)": ("을", "를"),
    "은(는)": ("은", "는"),
    "이(가)": ("이", "가"),
    "(으)로": ("으로", "로"),
}
"""Korean particles, after a consonant and after a vowel."""
PARTICLE: Final = re.compile(
    f"([가-힣0-9])({'|'.join(map(re.escape, PARTICLES))})"  # letters may be read anyhow
)
FIRST_SYLLABLE, FINALS, FINAL_L = 0xAC00, 28, 8
"""Unicode's arrangement of syllables by their final consonant; which of them is ㄹ."""
DIGITS: Final = dict(zip("0123456789", (21, 8, 0, 16, 0, 0, 1, 8, 8, 0), strict=True))
"""The final consonant of each digit as it is read, in the same numbering."""

_chosen: Language | None = None


def check_language(value: object) -> Language:
    """The value, if it is a language that is spoken here.

    Raises:
        ConfigError: it is none.
    """
    for language in get_args(Language):
        if value == language:
            return language  # type: ignore[no-any-return]
    spoken = " or ".join(repr(each) for each in get_args(Language))
    raise ConfigError(f"language is {value!r}; it can be {spoken}.")


def use_language(language: Language | None) -> None:
    """Speak it from now on; None: what the environment says."""
    global _chosen  # noqa: PLW0603 - the one place where the choice is kept
    _chosen = language


def language() -> Language:
    """The language that is spoken now."""
    return _chosen or usual_language()


def usual_language() -> Language:
    """The language of the environment; English where that is none of ours."""
    said = next(filter(None, map(os.environ.get, VARIABLES)), "")
    code = re.split(r"[_.@-]", said.lower())[0]
    return next((one for one in get_args(Language) if one == code), "en")


def told(text: str) -> str:
    """Return *text* as the reader is told it; as it is where there are no words."""
    now = language()
    return text if now == "en" or not text else _told(text, now)


def script_words(*besides: str) -> Mapping[str, str]:
    """What the page's scripts say, with these tables; nothing is needed in English."""
    now = language()
    parts = () if now == "en" else (SCRIPTS, *besides)
    return {english: own for part in parts for english, own in table(now)[part].items()}


def script_patterns(*besides: str) -> tuple[tuple[str, str], ...]:
    """The same for the scripts: what they look for, the most telling first."""
    words = script_words(*besides)
    telling = sorted(words, key=lambda english: -len(SLOT.sub("", english)))
    return tuple((f"^{_source(english)}$", words[english]) for english in telling)


@cache
def table(language: str) -> Mapping[str, Mapping[str, str]]:
    """All sentences of a language, by the part of the package that says them."""
    files = sorted(TABLES[language].glob("*.toml"))
    return {file.stem: tomllib.loads(file.read_text("utf-8")) for file in files}


@lru_cache(KEPT)
def _told(text: str, language: str) -> str:
    """Look for the whole, then for what it may be made of."""
    for look in (_facts, _whole, _stopped, _at_field, _sentences, _loosely, _listed):
        found = look(text, language)
        if found is not None:
            return found
    return text


def _whole(text: str, language: str, *, loosely: bool = False) -> str | None:
    """Return a sentence that is known; *loosely*: others may have been put in."""
    for known in _patterns(language):
        found = known.pattern.fullmatch(text)
        if found and (loosely or known.joins or not _holds_clauses(found)):
            parts = [_told(part, language) for part in found.groups()]
            return _agreed(known.filled(parts))
    return None


def _loosely(text: str, language: str) -> str | None:
    return _whole(text, language, loosely=True)


def _holds_clauses(found: re.Match[str]) -> bool:
    """Tell whether what is put in is more than one clause: seldom is it meant then."""
    return any(map(CLAUSES.search, found.groups()))


def _stopped(text: str, language: str) -> str | None:
    """Return a sentence that is known without its full stop."""
    known = _whole(text[:-1], language) if text.endswith(".") else None
    return f"{known}." if known is not None else None


def _at_field(text: str, language: str) -> str | None:
    """Return a sentence that is known behind the name of its field."""
    name = NAMED.match(text)
    rest = _whole(text[name.end() :], language) if name else None
    return f"{name[0]}{rest}" if name and rest is not None else None


def _facts(text: str, language: str) -> str | None:
    parts = text.split(DOT)
    return DOT.join(_told(part, language) for part in parts) if parts[1:] else None


def _sentences(text: str, language: str) -> str | None:
    """Return as many sentences together as are known, and the rest after them."""
    breaks = [found.start() for found in SENTENCE.finditer(text)]
    for end in reversed(breaks):
        known = _whole(text[:end], language) or _stopped(text[:end], language)
        if known is not None:
            return f"{known} {_told(text[end + 1 :], language)}"
    for end in breaks[:1]:  # not known: perhaps what comes after it is
        return f"{text[:end]} {_told(text[end + 1 :], language)}"
    return None


def _listed(text: str, language: str) -> str | None:
    """Return names to choose of, which stay, with the word before the last one told."""
    found = LISTED.fullmatch(text)
    return f"{found[1]}{table(language)[TOGETHER][' or ']}{found[2]}" if found else None


@cache
def _patterns(language: str) -> tuple[_Known, ...]:
    """Return what to look for and what to say, the most telling first."""
    pairs = [pair for part in table(language).values() for pair in _ways(part)]
    pairs.sort(key=lambda pair: -len(SLOT.sub("", pair[0])))
    return tuple(_Known.of(english, words) for english, words in pairs)


class _Known(NamedTuple):
    """One sentence that there are words for."""

    pattern: re.Pattern[str]
    slots: tuple[str, ...]
    """The numbers of what is put in, in the order of the English."""
    joins: bool
    """Whether it is itself made of sentences."""
    words: str

    @classmethod
    def of(cls, english: str, words: str) -> _Known:
        """What matches the English, and what is said then."""
        slots = tuple(SLOT.findall(english))
        joins = bool(CLAUSES.search(english))
        return cls(_pattern(english), slots, joins, words)

    def filled(self, parts: list[str]) -> str:
        """The words with these parts, which come in the order of the English."""
        put_in = dict(zip(self.slots, parts, strict=True))
        return SLOT.sub(lambda slot: put_in[slot[1]], self.words)


def _ways(part: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield each sentence, and as it stands at the field that it names."""
    for english, words in part.items():
        yield english, words
        name = FIELD.match(english)
        if name and words.startswith(name[0]):
            yield english[name.end() :], words[name.end() :]


def _pattern(english: str) -> re.Pattern[str]:
    """Return what matches a sentence; its first letter may have become a capital."""
    first = english[:1]
    if not first.isalpha():
        return re.compile(_source(english), re.DOTALL)
    start = f"[{first.lower()}{first.upper()}]"
    return re.compile(start + _source(english[1:]), re.DOTALL)


def _source(english: str) -> str:
    """Return a pattern's text, such as scripts understand, too."""
    return PUT_IN.join(re.escape(piece) for piece in SLOT.split(english)[::2])


def _agreed(korean: str) -> str:
    """Choose each particle by the sound of what stands before it, where that is sure."""
    return PARTICLE.sub(_particle, korean)


def _particle(found: re.Match[str]) -> str:
    before, both = found.groups()
    after_consonant, after_vowel = PARTICLES[both]
    final = DIGITS.get(before, (ord(before) - FIRST_SYLLABLE) % FINALS)
    is_open = not final or (both == "(으)로" and final == FINAL_L)
    return before + (after_vowel if is_open else after_consonant)
