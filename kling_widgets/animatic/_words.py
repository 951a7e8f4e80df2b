"""The camera's part of a prompt, in English and Korean."""

from __future__ import annotations

import math
import re
from functools import reduce
from operator import and_

from ._move import HOLD, Move

_TO = r"\s+(?:to\s+|towards?\s+)?(?:the\s+)?"
_SIDEWAYS = r"(?:\b(?:pan|doll(?:y|ies)|track|truck|slid|sweep)\w*|\bcamera\s+\w+)"
_UPRIGHT = r"(?:\b(?:tilt|pan|cran|boom|pedestal)\w*|\bcamera\s+\w+)"
_ALONG = r"\b(?:camera|doll(?:y|ies)|push|pull|track|mov)\w*\s+(?:\w+\s+)?"
_KO_GO = r"(?:으로|로)?\s*(?:\S+게\s+|천천히\s+)?(?:패닝|팬|트래킹|달리|이동|움직)"
_KO_CAMERA = r"(?:패닝|팬|카메라\S*)\s*"
_KO_LEFT = r"(?:왼\s?쪽|좌측|좌)"
_KO_RIGHT = r"(?:오른\s?쪽|우측|우)"

_CUES: tuple[tuple[Move, str], ...] = (
    (
        Move(zoom=1.22),
        (
            r"\bzoom(?:s|ed|ing)?\b(?!\W*(?:out|back|away)\b)"
            rf"|{_ALONG}(?:in\b|forwards?\b|closer\b)"
            r"|줌\s?인|확대|다가가|앞으로\s*(?:이동|전진)"
        ),
    ),
    (
        Move(zoom=0.86),
        (
            r"\bzoom(?:s|ed|ing)?\W*(?:out|back|away)\b"
            rf"|{_ALONG}(?:out\b|back\b|backwards?\b|away\b)"
            r"|줌\s?아웃|축소|멀어지|뒤로\s*(?:이동|물러|빠)"
        ),
    ),
    (
        Move(right=-0.09),
        rf"{_SIDEWAYS}{_TO}left\b|{_KO_LEFT}{_KO_GO}|{_KO_CAMERA}{_KO_LEFT}",
    ),
    (
        Move(right=0.09),
        rf"{_SIDEWAYS}{_TO}right\b|{_KO_RIGHT}{_KO_GO}|{_KO_CAMERA}{_KO_RIGHT}",
    ),
    (
        Move(down=-0.09),
        rf"{_UPRIGHT}{_TO}(?:up|upwards?|sky)\b|틸트\s?업|(?<![가-힣])위(?:쪽으)?로",
    ),
    (
        Move(down=0.09),
        rf"{_UPRIGHT}{_TO}(?:down|downwards?|ground)\b|틸트\s?다운|아래(?:쪽으)?로",
    ),
    (
        Move(sway=0.006),
        r"\bhand-?\s?held\b|\bshaky\b|핸드헬드|흔들리는\s*(?:카메라|화면)",
    ),
)
_ROLL = Move(roll=5.0)
_ROLLS = (
    r"\bcamera\s+(?:roll|rotat|spin)|\b(?:roll|rotate|dutch)\b|회전"
    r"|\b(?:roll|rotat|spin|turn)\w*\s+(?:counter-?\s?|anti-?\s?)?clockwise"
)
_COUNTER = r"\b(?:counter|anti)-?\s?clockwise|반\s?시계"
_NEVER = (
    r"(?:\bno\b|\bnot\b|n't\b|\bwithout\b|\bnever\b)\s+(?:any\s+)?"
    r"(?:zoom|pan|tilt|roll|rotat|shak)\w*(?:\s+(?:in|out|left|right|up|down)\b)?"
)
_STILL = (
    r"\b(?:static|fixed|locked(?:-off)?|still|stationary)\s+(?:camera|shot|frame)\b"
    r"|\bcamera\s+(?:\w+\s+){0,2}(?:static|fixed|locked|still)\b|\btripod\b"
    r"|\bno\s+camera\s+(?:movement|motion)"
    r"|카메라\S*\s*(?:고정|정지|움직이지)|고정(?:된)?\s*(?:카메라|화면|샷|앵글)"
)
_SLOW = r"\bslow|\bgentl|\bsubtl|\bslight|천천히|느리게|느린|서서히|살짝"
_FAST = r"\bfast\b|\bquick|\brapid|빠르게|빠른|급격"


def read_words(prompt: str, seconds: int) -> Move | None:
    """Return the camera move that a prompt asks for, or None if it asks for none."""
    text = re.sub(_NEVER, " ", prompt.lower())
    if re.search(_STILL, text):
        return HOLD
    asked = [move for move, cue in _CUES if re.search(cue, text)]
    if re.search(_ROLLS, text):
        asked.append(_ROLL * (-1 if re.search(_COUNTER, text) else 1))
    if not asked:
        return None
    return reduce(and_, asked) * (_pace(text) * _reach(seconds))


def _pace(text: str) -> float:
    if re.search(_SLOW, text):
        return 0.6
    return 1.4 if re.search(_FAST, text) else 1.0


def _reach(seconds: int) -> float:
    """Let longer clips go further, though not in proportion: frames are finite."""
    return math.sqrt(seconds / 5)
