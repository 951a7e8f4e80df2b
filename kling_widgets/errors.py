"""Everything that can go wrong, as one tree.

    KlingError
    ├── InputError          what you passed cannot be sent: nothing was sent or charged
    ├── ConfigError         the key, the base URL or a folder is not usable
    ├── JournalError        the journal on disk cannot be written: nothing was sent
    ├── ProviderError       the gateway or Kling answered, and not with a task
    │   ├── Rejected        refused before a task existed: not charged
    │   │   ├── AuthRejected      the key is missing, wrong, or may not do this
    │   │   ├── AccountRejected   balance, arrears, resource pack, IP list
    │   │   ├── InputRejected     a parameter was refused
    │   │   └── PolicyRejected    the content was refused
    │   ├── Busy            too many tasks or requests: nothing was created, try later
    │   ├── Unavailable     no usable answer to a question (never used for a submit)
    │   │   ├── TaskNotFound      this id is not known there, or not yet
    │   │   └── Unreachable       no connection was made
    │   └── AmbiguousSubmit the task may exist and may be charged
    │       └── AlreadySubmitted  its own id is taken: an earlier submit arrived
    ├── NotSent             nothing left this machine: not charged
    ├── TaskFailed          Kling accepted the task and could not finish it
    ├── DownloadError       the clip is paid for but not yet safe on disk
    │   ├── LinkGone        its link answers that there is nothing (any more)
    │   └── NotWritten      the disk is full, or the folder cannot be written
    └── WaitTimeout         waiting ended; the task goes on

Every message is a sentence for a person: what is wrong, the value seen, the
limit, and what to do. Provider text inside a message has been cleaned first.
Each class says in `charged` whether money was spent: yes, no, or not known.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = [
    "NOTHING_SENT",
    "AccountRejected",
    "AlreadySubmitted",
    "AmbiguousSubmit",
    "AuthRejected",
    "Busy",
    "ConfigError",
    "DownloadError",
    "InputError",
    "InputRejected",
    "JournalError",
    "KlingError",
    "LinkGone",
    "NotSent",
    "NotWritten",
    "PolicyRejected",
    "ProviderError",
    "Rejected",
    "TaskFailed",
    "TaskNotFound",
    "Unavailable",
    "Unreachable",
    "WaitTimeout",
]


NOTHING_SENT: Final = "Nothing was sent, nothing was charged."
"""How the message ends wherever that is certain, and nowhere else."""


class KlingError(Exception):
    """The base of every error that kling_widgets raises on purpose."""

    charged: bool | None = None
    """True: paid. False: not paid. None: this error alone cannot tell."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class InputError(KlingError, ValueError):
    """What you passed cannot be sent. Nothing was sent, nothing was charged."""

    charged = False

    def __init__(
        self,
        message: str,
        *,
        field: str | None = None,
        suggestion: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(message)
        self.field = field
        """The API's name of the parameter to mend, where there is one."""
        self.suggestion = suggestion
        """The changes that would make it valid, as {field: value}, if known."""


class ConfigError(KlingError):
    """The key, the base URL or a folder is not usable."""

    charged = False


class JournalError(KlingError):
    """The journal on disk cannot be read or written, so nothing was sent."""

    charged = False


class ProviderError(KlingError):
    """The gateway or Kling answered, and not with a task."""

    def __init__(
        self,
        message: str,
        *,
        code: int | str | None = None,
        http_status: int | None = None,
        request_id: str | None = None,
        field: str | None = None,
        retry_after: float | None = None,
    ) -> None:
        super().__init__(message)
        self.code = code
        """Kling's service code or the gateway's own word."""
        self.http_status = http_status
        self.request_id = request_id
        """What the provider's support asks for."""
        self.field = field
        """The API's name of the parameter that the answer names, if any."""
        self.retry_after = retry_after
        """Seconds the provider asks to wait."""


class Rejected(ProviderError):
    """Refused before a task existed. Not charged."""

    charged = False


class AuthRejected(Rejected):
    """The key is missing, wrong, expired, or may not use this."""


class AccountRejected(Rejected):
    """The account cannot pay or is closed: balance, arrears, pack, IP list."""


class InputRejected(Rejected):
    """A parameter was refused."""


class PolicyRejected(Rejected):
    """The picture or the prompt was refused by content rules."""


class Busy(ProviderError):
    """Too many tasks or requests. Nothing was created; the same may be tried later."""

    charged = False


class Unavailable(ProviderError):
    """No usable answer to a question. Asking again is free."""


class TaskNotFound(Unavailable):
    """This id is not known there. It is no proof that no task exists."""


class NotSent(KlingError):
    """Nothing left this machine: no connection was made. Not charged."""

    charged = False


class Unreachable(Unavailable):
    """The question did not leave this machine: there is no connection."""


class AmbiguousSubmit(ProviderError):
    """The outcome of a submit is not known: the task may exist and be charged."""


class AlreadySubmitted(AmbiguousSubmit):
    """The `external_task_id` is taken: an earlier submit did arrive. Look it up."""


class TaskFailed(KlingError):
    """Kling accepted the task and could not finish it."""

    def __init__(self, message: str, *, reason: str = "") -> None:
        super().__init__(message)
        self.reason = reason
        """The provider's own words (`task_status_msg`)."""


class DownloadError(KlingError):
    """The clip exists at the provider but is not yet safe on disk."""

    charged = True


class LinkGone(DownloadError):
    """The result link answers 403, 404 or 410. A fresh one can be asked for."""


class NotWritten(DownloadError):
    """The clip cannot be written where it should go. Room or another folder helps."""

    def __init__(self, message: str, *, is_full: bool) -> None:
        super().__init__(message)
        self.is_full = is_full
        """Whether the disk is full; else the folder is read-only or gone."""


class WaitTimeout(KlingError, TimeoutError):
    """Waiting ended. The task goes on and will be collected."""
