"""Six ways for hostile text into a notebook. This half runs in the kernel."""

from __future__ import annotations

import shutil
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx
from IPython.display import HTML, display as _display

import kling_widgets as kling
from kling_widgets.api import KlingClient
from kling_widgets.errors import KlingError
from kling_widgets.jobs import JobRunner, _default
from kling_widgets.jobs.gateway._gateway import Gateway
from tests._payloads import SCHEMES, payloads
from tests.bad_inputs._provider import Provider
from tests.images._pictures import drawing
from tests.jobs._scripted import answer, refusal

if TYPE_CHECKING:
    from collections.abc import Callable

    from kling_widgets.jobs import Job, Settings

display: Callable[..., None] = _display
KEY = "sk-0123456789"
SPEED = 200.0
"""How much faster than at Kling time passes."""
PATIENCE = 60.0
FOR_EVER = 10_000
NAME_BYTES = 200


def number(payload: int, sink: int) -> int:
    """Tell one text from all others, also by the code that it would run."""
    return 100 * (payload + 1) + sink


def marked(payload: int, sink: int) -> str:
    """Return a hostile text with a word by which a person would find it."""
    told = number(payload, sink)
    text = payloads(f"top.pwned({told})")[payload]
    if text.lower().startswith(SCHEMES):
        return f"{text}//m{told}m"
    return f"m{told}m {text}"


class Stage:
    """A provider that says hostile things, and a panel that meets them."""

    def __init__(self) -> None:
        self._provider = Provider(b"")
        self._left: list[Job] = []
        made = partial(JobRunner, connect=self._connect)
        setattr(_default, "JobRunner", made)  # noqa: B010 - as a test's monkeypatch

    def show(self, payload: int) -> None:
        """Let one text in by all ways."""
        for job in self._left:
            job.stop_watching()
        self._left.clear()
        for sink, way in enumerate(SINKS):
            # An address of its own gives each way a provider of its own.
            host = f"https://gateway-{number(payload, sink)}.example"
            self._provider = Provider(Path("clip.mp4").read_bytes())
            kling.configure(provider="cometapi", base_url=host, api_key=KEY)
            way(self, marked(payload, sink))

    def message(self, text: str) -> None:
        """What the provider says as it refuses."""
        self._provider.answers["create"] = [lambda: refusal(400, 1201, text)]
        self._to_its_end("a message")

    def reason(self, text: str) -> None:
        """Why a task failed."""
        failed = partial(answer, "failed", task_status_msg=text)
        self._provider.answers["poll"] = [failed]
        self._to_its_end("a reason")

    def prompt(self, text: str) -> None:
        """What a person typed; it stands beside the clip."""
        self._to_its_end(text[:2_000])

    def file_name(self, text: str) -> None:
        """What a picture and a clip are called."""
        name = text.replace("/", "\N{DIVISION SLASH}").replace("\0", "")
        name = name.encode()[:NAME_BYTES].decode(errors="ignore")
        picture, clip = Path(f"{name}.png"), Path(f"{name}.mp4")
        PICTURE.save(picture)
        shutil.copy("clip.mp4", clip)
        display(kling.Studio(image=picture), kling.Clip(clip))

    def status(self, text: str) -> None:
        """What the provider calls a status, and a model."""
        self._provider.answers["poll"] = [partial(answer, text)] * FOR_EVER
        self._start("a status")
        with suppress(KlingError):  # Jupyter's own traceback would make links
            display(kling.Studio(model_name=text[:60]))

    def link(self, text: str) -> None:
        """Where the provider says that the clip is; and a picture, as it is typed."""
        result = {"videos": [{"id": "1", "url": text[:4_000]}]}
        done = partial(answer, "succeed", task_result=result)
        self._provider.answers["poll"] = [done] * FOR_EVER
        self._start("a link")
        panel = kling.Studio()
        display(panel)
        panel._form.image._handle_custom_msg({"kind": "location", "text": text}, [])

    def _start(self, prompt: str, **fields: Any) -> None:
        self._left.append(kling.generate(PICTURE, prompt, again=True, **fields))

    def _to_its_end(self, prompt: str) -> None:
        with suppress(KlingError):
            kling.generate(PICTURE, prompt, again=True).wait(PATIENCE)

    def _connect(self, settings: Settings) -> Gateway:
        transport = httpx.MockTransport(self._provider)
        key, provider = settings.api_key, settings.service
        client = KlingClient(key, provider=provider, transport=transport)
        return Gateway(client=client, files=transport, speed=SPEED)


PICTURE = drawing((320, 320))
SINKS: tuple[Callable[[Stage, str], None], ...] = (
    *(Stage.message, Stage.reason, Stage.prompt),
    *(Stage.file_name, Stage.status, Stage.link),
)


def careless(payload: int, sink: int) -> None:
    """Show a text as nobody may: the search must find that."""
    display(HTML(data=marked(payload, sink)))  # type: ignore[no-untyped-call]
