"""Every state and flag that a job's card can show, as one real job each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from kling_widgets.jobs import Job, JobState
from kling_widgets.jobs.journal._journal import Journal
from kling_widgets.jobs.journal._record import fingerprint, without_pictures
from tests.browser._scene import NOBODY_KNOWS, OFTEN, PROMPT, Scene, request_for
from tests.jobs._left import OWNS
from tests.jobs._scripted import HOST

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from kling_widgets.jobs import JobSnapshot

LONG: Final = (
    "A quiet morning at the lake: mist lies on the water and the boat turns slowly. "
) * 31
KOREAN: Final = "호수 위로 안개가 천천히 걷히고, 작은 배가 물결을 따라 조용히 흘러간다"
LEFT: Final = "kw-" + "0" * 32


def never_sent(scene: Scene) -> Job:
    _leave(scene)
    (job,) = scene.runner.resume()
    return job


def sending(scene: Scene) -> Job:
    scene.mute = "POST"
    return scene.until(scene.submit(), _is(JobState.SUBMITTING))


def waiting_for_a_place(scene: Scene) -> Job:
    scene.simulator.script("1303", times=OFTEN)
    return scene.until(scene.submit(), _held("rate"))


def offline_before(scene: Scene) -> Job:
    scene.is_cut = True
    return scene.until(scene.submit(), _held("offline"))


def unknown(scene: Scene) -> Job:
    scene.simulator.script("lost")
    is_looked_for = _is(JobState.UNKNOWN, note="Looking")
    return scene.until(scene.submit(), is_looked_for)


def not_found(scene: Scene) -> Job:
    scene.simulator.script("lost")
    return scene.until(scene.submit(), _is(JobState.UNKNOWN, watching=False))


def nothing_made(scene: Scene) -> Job:
    # That it is not found says something only where the gateway was seen to find.
    scene.simulator.script("lost")
    scene.until(scene.submit(), _is(JobState.SUBMITTED))
    scene.simulator.script("lost", made=False)
    return scene.until(scene.submit(KOREAN), _is(JobState.UNKNOWN, absent=True))


def given_up(scene: Scene) -> Job:
    job = not_found(scene)
    job.abandon()
    return scene.until(job, _is(JobState.ABANDONED, watching=False))


def submitted(scene: Scene) -> Job:
    return scene.until(scene.submit(), _is(JobState.SUBMITTED, status_text="submitted"))


def processing(scene: Scene) -> Job:
    return scene.until(scene.submit(LONG), _is(JobState.PROCESSING))


def late(scene: Scene) -> Job:
    return _still_processing(scene, after=320)


def far_too_late(scene: Scene) -> Job:
    return _still_processing(scene, after=1220)


def unknown_status(scene: Scene) -> Job:
    scene.simulator.script("unknown_status", on="query", status="queued_v2")
    return scene.until(scene.submit(), _is(JobState.SUBMITTED, status_text="queued_v2"))


def no_answer(scene: Scene) -> Job:
    scene.simulator.script("timeout_page", on="query", times=OFTEN)
    return scene.until(scene.submit(), lambda shot: "524" in shot.note)


def offline(scene: Scene) -> Job:
    job = scene.until(scene.submit(), _is(JobState.PROCESSING))
    scene.is_cut = True
    job.look_now()
    return scene.until(job, _held("offline"))


def key_refused(scene: Scene) -> Job:
    scene.simulator.script("1002", on="query", times=OFTEN)
    return scene.until(scene.submit(), _held("auth"))


def no_credit(scene: Scene) -> Job:
    scene.simulator.script("1102", on="query", times=OFTEN)
    return scene.until(scene.submit(), _held("balance"))


def not_watched(scene: Scene) -> Job:
    job = scene.until(scene.submit(), _is(JobState.PROCESSING))
    job.stop_watching()
    return scene.until(job, lambda shot: not shot.watching)


def another_kernel(scene: Scene) -> Job:
    _leave(
        scene, JobState.SUBMITTING, JobState.SUBMITTED, task_id="2032273942220931072"
    )
    scene.run_beside(OWNS, str(scene.home), LEFT)
    (job,) = scene.runner.resume()
    return scene.until(job, lambda shot: shot.driver is not None)


def downloading(scene: Scene) -> Job:
    scene.mute = ".mp4"
    return scene.until(scene.submit(), _is(JobState.SUCCEED))


def download_failed(scene: Scene) -> Job:
    scene.simulator.script("lost", on="clip", times=OFTEN)
    return scene.until(scene.submit(), _is(JobState.SUCCEED, note="tried again"))


def disk_full(scene: Scene) -> Job:
    scene.fill_disk()
    return scene.until(scene.submit(), _held("disk"))


def folder_not_writable(scene: Scene) -> Job:
    job = offline_before(scene)
    scene.break_folder()
    scene.is_cut = False
    job.look_now()
    return scene.until(job, _held("readonly"))


def saved(scene: Scene) -> Job:
    job = scene.submit(KOREAN)
    job.wait(60)
    return job


def failed(scene: Scene) -> Job:
    reason = "the picture shows too little contrast to be moved"
    scene.simulator.script("failed", reason=reason)
    return scene.until(scene.submit(), _is(JobState.FAILED, watching=False))


def refused(scene: Scene) -> Job:
    scene.simulator.script("1301", message="Image does not comply with the policy")
    return scene.until(scene.submit(), _is(JobState.REJECTED, watching=False))


def lost(scene: Scene) -> Job:
    scene.clock.ages = True
    scene.simulator.script("expired", on="clip", times=OFTEN)
    return scene.until(scene.submit(), _is(JobState.LOST_RESULT, watching=False))


def withdrawn(scene: Scene) -> Job:
    job = waiting_for_a_place(scene)
    job.stop_watching()
    return scene.until(job, _is(JobState.CANCELLED, watching=False))


STATES: Final[Mapping[str, Callable[[Scene], Job]]] = {
    make.__name__.replace("_", " "): make
    for make in (
        *(sending, waiting_for_a_place, offline_before, never_sent, withdrawn),
        *(unknown, not_found, nothing_made, given_up),
        *(submitted, processing, late, far_too_late, unknown_status, no_answer),
        *(offline, key_refused, no_credit, not_watched, another_kernel),
        *(downloading, download_failed, disk_full, folder_not_writable),
        *(saved, failed, refused, lost),
    )
}
"""By the name that stands over the card."""


def show(name: str) -> None:
    """Bring a job to the state, and show its card in the cell."""
    from IPython.display import display  # only a kernel has it

    switches = NOBODY_KNOWS if name in {"unknown", "not found", "given up"} else None
    scene = Scene(name.replace(" ", "-"), switches=switches)
    display(scene.cards_of(STATES[name](scene)))  # type: ignore[no-untyped-call]


def _still_processing(scene: Scene, *, after: float) -> Job:
    """A job that Kling has not finished so many seconds after Generate."""
    scene.simulator.script(
        "unknown_status", on="query", status="processing", times=OFTEN
    )
    return scene.until(scene.submit(), lambda shot: shot.elapsed > after)


def _is(state: JobState, **more: Any) -> Callable[[JobSnapshot], bool]:
    def is_so(shot: JobSnapshot) -> bool:
        texts = {"note", "status_text"}
        return shot.state is state and all(
            str(value) in getattr(shot, name)
            if name in texts
            else value == getattr(shot, name)
            for name, value in more.items()
        )

    return is_so


def _held(why: str) -> Callable[[JobSnapshot], bool]:
    return lambda shot: shot.held == why


def _leave(scene: Scene, *way: JobState, **known: Any) -> None:
    """Leave a row as an earlier kernel does."""
    request = request_for(PROMPT)
    journal = Journal(scene.home, scene.clock)
    journal.add(
        LEFT,
        gateway="cometapi",
        base_url=HOST,
        request=without_pictures(request),
        request_sha256=fingerprint(request),
        folder=str(scene.folder),
        price="about $0.20 (1.5 units, list of 2026-09)",
    )
    for step in way:
        journal.move(LEFT, step, **known)
    journal.close()
