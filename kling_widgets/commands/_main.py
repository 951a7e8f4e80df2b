"""`kling-widgets`: clips without a notebook."""

from __future__ import annotations

import logging
import os
import sys
from typing import TYPE_CHECKING, Final

from ..errors import ConfigError, InputError, KlingError
from ._fields import fields_of
from ._follow import follow, follow_each
from ._parser import build_parser
from ._report import report_to
from ._streams import NotWritable, open_streams

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Callable, Mapping, Sequence

    from ..jobs import Job
    from ._report import Report

DONE: Final = 0
NO_CLIP: Final = 1
TO_MEND: Final = 2
INTERRUPTED: Final = 130
UNEXPECTED: Final = (
    "Something went wrong inside kling_widgets ({error}). `kling-widgets jobs` lists "
    "what was started. KLING_WIDGETS_DEBUG=1 shows the details."
)
STOPPED: Final = "{job} is {state}. What was sent goes on there, and is charged."


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the command line says; return the code to exit with."""
    open_streams()
    words = sys.argv[1:] if arguments is None else list(arguments)
    if words[:1] == ["simulator"]:
        from ..simulator.__main__ import main as serve

        return serve(words[1:])
    options = build_parser().parse_args(words)
    try:
        return _carry_out(options)
    except BrokenPipeError:
        # Whoever read has had enough; Python must not write there at exit either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return NO_CLIP


def _carry_out(options: Namespace) -> int:
    """Do it; what goes wrong is a sentence, never a traceback."""
    try:
        report = report_to(sys.stdout, as_json=options.json)
        return _COMMANDS[options.command](options, report)
    except NotWritable as error:
        return _complain(str(error), NO_CLIP)
    except (InputError, ConfigError) as error:
        return _complain(error.message, TO_MEND)
    except KlingError as error:
        return _complain(error.message, NO_CLIP)
    except KeyboardInterrupt:
        return _complain("Interrupted.", INTERRUPTED)
    except BrokenPipeError:
        raise
    except Exception as error:
        # The edge: a traceback is for those who ask for it.
        if os.environ.get("KLING_WIDGETS_DEBUG"):
            logging.getLogger("kling_widgets").exception("the command failed")
        return _complain(UNEXPECTED.format(error=type(error).__name__), NO_CLIP)


def _generate(options: Namespace, report: Report) -> int:
    from ..widgets import generate

    _configure(options)
    job = generate(options.image, options.prompt, **fields_of(options))
    try:
        report.clip(follow(job, report))
    except (KeyboardInterrupt, NotWritable):
        _say_what_goes_on(job)
        raise
    return DONE


def _preview(options: Namespace, report: Report) -> int:
    from ..widgets import preview

    _configure(options)
    report.clip(preview(options.image, options.prompt, **fields_of(options)))
    return DONE


def _jobs(options: Namespace, report: Report) -> int:
    from ..jobs import runner

    every = runner().jobs()
    asked = [job for job in every if options.state in {None, job.state.value}]
    for snapshot in asked[: options.limit]:
        report.job(snapshot)
    return DONE


def _resume(_options: Namespace, report: Report) -> int:
    """Wait for every job that can end; what was never sent is told and left."""
    from ..jobs import JobState, runner

    jobs = runner().resume()
    unsent = [job for job in jobs if job.status == JobState.PREPARED]
    for job in unsent:
        report.job(job.snapshot)
        _say(f"{job.id}: {job.snapshot.note}")
    return _await_all([job for job in jobs if job not in unsent], report)


def _await_all(jobs: Sequence[Job], report: Report) -> int:
    code = DONE
    try:
        for job in follow_each(jobs, report):
            if job.clip is not None:
                report.clip(job.clip)
            elif job.error is not None:
                code = _complain(f"{job.id}: {job.error.message}", NO_CLIP)
            else:
                code = _complain(f"{job.id}: {job.snapshot.note}", TO_MEND)
    except KeyboardInterrupt:
        _say_what_goes_on(*(job for job in jobs if not (job.clip or job.error)))
        raise
    return code


def _doctor(_options: Namespace, report: Report) -> int:
    from ..jobs import doctor

    found = doctor()
    report.diagnosis(found)
    return DONE if found.is_well else TO_MEND


_COMMANDS: Mapping[str, Callable[[Namespace, Report], int]] = {
    "generate": _generate,
    "preview": _preview,
    "jobs": _jobs,
    "resume": _resume,
    "doctor": _doctor,
}


def _say_what_goes_on(*jobs: Job) -> None:
    for job in jobs:
        _say(STOPPED.format(job=job.id, state=job.status))


def _configure(options: Namespace) -> None:
    from ..jobs import configure

    configure(output_dir=options.output)


def _complain(sentence: str, code: int) -> int:
    _say(sentence)
    return code


def _say(sentence: str) -> None:
    new_line = "\n" if sys.stdout.isatty() else ""  # after the line of progress
    sys.stderr.write(f"{new_line}{sentence}\n")
