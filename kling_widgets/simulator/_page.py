"""The page at `/`: what the simulator is doing, for a class to watch.

Everything that came from outside is escaped in one place, `_text`; there is no script.
"""

from __future__ import annotations

from collections import defaultdict
from html import escape
from typing import TYPE_CHECKING

from ._catalogue import DOLLARS_PER_UNIT
from ._ledger import time_of
from ._style import STYLE

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from ._ledger import Charge, Ledger, Post
    from ._life import Moment
    from ._provider import Provider
    from ._task import Task

CONTENT_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; media-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
REFRESH_SECONDS = 2
SHOWN_ROWS = 50
SHOWN_CHARS = 200

TASK_HEADS = ("Made", "Task", "Model", "Prompt", "Status", "Units", "Clip", "Callbacks")
CHARGE_HEADS = ("Charged", "Task", "Own id", "Units")
HEAD_CSS = defaultdict(str, Units="units")
POST_HEADS = ("Asked for", "Own id", "Answer")


def render_page(provider: Provider, *, moves: bool) -> str:
    """Return the page as it is now; when it moves it loads itself anew."""
    tasks = provider.store.newest(SHOWN_ROWS)
    ledger = provider.ledger
    parts = [
        _head(moves=moves),
        _totals(provider.store.under_way(provider.now_ms()), ledger),
        _table("Tasks", TASK_HEADS, (_task_row(provider, task) for task in tasks)),
        '<div class="pair">',
        _table(
            "Charges", CHARGE_HEADS, map(_charge_row, ledger.last_charges(SHOWN_ROWS))
        ),
        _table(
            "Requests to make a task",
            POST_HEADS,
            map(_post_row, ledger.last_posts(SHOWN_ROWS)),
        ),
        "</div></main></html>",
    ]
    return "\n".join(parts)


def _head(*, moves: bool) -> str:
    again = f'<meta http-equiv="refresh" content="{REFRESH_SECONDS}">' if moves else ""
    switch = (
        '<a href="/?refresh=off">Hold still</a>'
        if moves
        else '<a href="/">Keep up to date</a>'
    )
    return f"""<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
{again}
<title>Simulated Kling</title>
<style>{STYLE}</style>
<main>
<header>
<h1>Simulated Kling</h1>
<p>Nothing here costs money. Every clip is an animatic, made on this machine. {switch}</p>
</header>"""


def _totals(under_way: int, ledger: Ledger) -> str:
    units = ledger.total
    numbers = (
        ("Under way", str(under_way)),
        ("Clips charged", str(ledger.count)),
        ("Units charged", f"{units:f}"),
        ("At list price", f"${units * DOLLARS_PER_UNIT:.2f}"),
    )
    tiles = "".join(
        f"<div><dt>{name}</dt><dd>{value}</dd></div>" for name, value in numbers
    )
    return f'<dl class="totals">{tiles}</dl>'


def _table(title: str, heads: Sequence[str], rows: Iterable[str]) -> str:
    head = "".join(
        f'<th scope="col" class="{HEAD_CSS[name]}">{name}</th>' for name in heads
    )
    body = "".join(rows) or f'<tr><td colspan="{len(heads)}">None yet.</td></tr>'
    return (
        f'<section><h2>{title}</h2><div class="scroll" tabindex="0"><table><thead><tr>{head}</tr></thead>'
        f"<tbody>{body}</tbody></table></div></section>"
    )


def _task_row(provider: Provider, task: Task) -> str:
    now_ms, draft = provider.now_ms(), task.draft
    moment = task.moment(now_ms)
    names = task.task_id, draft.external_task_id or ""
    model = draft.model_name, f"{draft.mode}, {draft.duration} s"
    calls = [f"{status}: {outcome}" for status, outcome in _calls(provider, task)]
    return _row(
        _cell(_clock(time_of(task.life.created_ms))),
        _cell(*names, css="id"),
        _cell(*model, css="model"),
        _cell(draft.prompt, css="prompt"),
        _status(task, moment, now_ms),
        _cell("0" if moment.status == "failed" else f"{draft.units:f}", css="units"),
        _clip(task, moment),
        _cell(*calls),
    )


def _calls(provider: Provider, task: Task) -> list[tuple[str, str]]:
    return provider.store.callbacks(task.task_id) if task.draft.callback_url else []


def _status(task: Task, moment: Moment, now_ms: int) -> str:
    if moment.reason:
        more = moment.reason
    elif moment.is_over:
        more = f"after {_seconds(moment.updated_ms - task.life.created_ms)}"
    else:
        more = f"for {_seconds(now_ms - task.life.created_ms)}"
    return f'<td><b class="status {moment.status}">{moment.status}</b><small>{_text(more)}</small></td>'


def _clip(task: Task, moment: Moment) -> str:
    if moment.status != "succeed":
        return "<td></td>"
    return f'<td><a href="/files/{escape(task.task_id)}.mp4">Watch</a></td>'


def _charge_row(charge: Charge) -> str:
    return _row(
        _cell(_clock(charge.charged_at)),
        _cell(charge.task_id, css="id"),
        _cell(charge.external_task_id or "", css="id"),
        _cell(f"{charge.units:f}", css="units"),
    )


def _post_row(post: Post) -> str:
    return _row(
        _cell(_clock(post.posted_at)),
        _cell(post.external_task_id or "", css="id"),
        _cell(post.answer, css="id"),
    )


def _row(*cells: str) -> str:
    return f"<tr>{''.join(cells)}</tr>"


def _cell(*lines: str, css: str = "") -> str:
    """Return a table cell; whatever the lines hold, they stay text."""
    first, *more = [_text(line) for line in lines if line] or [""]
    small = "".join(f"<small>{line}</small>" for line in more)
    return f'<td class="{css}">{first}{small}</td>'


def _text(text: str) -> str:
    """Return a text for the page, cut anywhere: not every script has spaces."""
    text = " ".join(text.split())
    return escape(text if len(text) <= SHOWN_CHARS else f"{text[:SHOWN_CHARS]}…")


def _clock(time: datetime) -> str:
    """Return the time as this machine's own clock shows it."""
    return f"{time.astimezone():%H:%M:%S}"


def _seconds(milliseconds: int) -> str:
    return f"{max(0, milliseconds) / 1000:.0f} s"
