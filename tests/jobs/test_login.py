"""A key that is asked for, and where it goes."""

from __future__ import annotations

import getpass
import warnings
from typing import TYPE_CHECKING, Any, NoReturn

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends import chainer, fail, null

from kling_widgets.errors import ConfigError
from kling_widgets.jobs import configure, login, settings

if TYPE_CHECKING:
    from collections.abc import Iterator

KEY = "sk-CANARY3f9a7c21e84d05b6"


class InMemory(KeyringBackend):
    """A safe place, as far as the test goes."""

    priority = 1.0

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password


class Locked(InMemory):
    def get_password(self, service: str, username: str) -> str | None:
        raise OSError(KEY, service, username)


def made(kind: Any) -> KeyringBackend:
    backend = kind()
    assert isinstance(backend, KeyringBackend)
    return backend


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    before = keyring.get_keyring()
    yield
    keyring.set_keyring(before)
    configure(api_key=None)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was asked; the answer is the key. Kernels replace the same function."""
    questions: list[str] = []

    def answer(question: str) -> str:
        questions.append(question)
        return f" {KEY}\n"

    monkeypatch.setattr(getpass, "getpass", answer)
    keyring.set_keyring(made(fail.Keyring))
    return questions


def key() -> str | None:
    held = settings().api_key
    return held.reveal() if held and hasattr(held, "reveal") else None


def test_what_is_typed_is_the_key(asked: list[str]) -> None:
    """Until the kernel ends, and nothing shows it."""
    done = login()

    assert (key(), len(asked)) == (KEY, 1)
    assert "stored nowhere" in repr(done)
    assert KEY not in repr(done)


@pytest.mark.parametrize("typed", ["", "YOUR_KEY", "sk-\u201cabc\u201d", "a" * 32])
def test_what_is_no_key_is_refused(
    typed: str, asked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without showing it, and the settings stay."""
    monkeypatch.setattr(getpass, "getpass", lambda _: typed)
    with pytest.raises(ConfigError) as caught:
        login()

    assert key() is None
    assert not typed or typed not in str(caught.value)


def echoes(_: str) -> NoReturn:
    warnings.warn("Can not control echo", getpass.GetPassWarning, stacklevel=1)
    raise AssertionError("it went on, and what is typed would be seen")


def has_nobody(_: str) -> NoReturn:
    raise EOFError


@pytest.mark.parametrize("ask", [echoes, has_nobody])
def test_where_nobody_can_be_asked_unseen_nobody_is(
    ask: object, asked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The way out is named."""
    monkeypatch.setattr(getpass, "getpass", ask)
    with pytest.raises(ConfigError, match="Set COMETAPI_KEY"):
        login()


def test_a_kept_key_is_used_without_asking(asked: list[str]) -> None:
    """The next session finds it."""
    keyring.set_keyring(InMemory())
    kept = login(keep=True)
    configure(api_key=None)
    found = login()

    assert "InMemory" in repr(kept)
    assert "keeps for you" in repr(found)
    assert (key(), len(asked)) == (KEY, 1)
    login(again=True)
    assert len(asked) == 2


@pytest.mark.parametrize(
    "backend", [made(fail.Keyring), made(null.Keyring)], ids=["fail", "null"]
)
def test_an_unsafe_place_keeps_nothing(
    backend: KeyringBackend, asked: list[str]
) -> None:
    """It is named, and the key is not used either: nothing was done by half."""
    keyring.set_keyring(backend)
    with pytest.raises(ConfigError, match=r"keyring.backends.* is no safe place"):
        login(keep=True)

    assert key() is None


def test_a_chain_is_as_safe_as_its_least_link(
    asked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A plain text file among others may be the one that keeps it."""
    plain = type("PlaintextKeyring", (InMemory,), {"__module__": "keyrings.alt.file"})
    links = property(lambda _: [InMemory(), plain()])
    monkeypatch.setattr(chainer.ChainerBackend, "backends", links)
    keyring.set_keyring(made(chainer.ChainerBackend))
    with pytest.raises(ConfigError, match="ChainerBackend is no safe place"):
        login(keep=True)


def test_a_locked_keyring_shows_nothing(asked: list[str]) -> None:
    """Its own errors may hold what it was asked for."""
    keyring.set_keyring(Locked())
    with pytest.raises(ConfigError, match="does not answer") as caught:
        login()

    assert KEY not in str(caught.value)
    assert caught.value.__context__ is None
