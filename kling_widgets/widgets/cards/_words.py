"""Every word that a job's card says, in one place and in plain words."""

from __future__ import annotations

from typing import Final

from ...jobs import Held, JobState

HEADS: Final = {
    JobState.PREPARED: "Getting ready",
    JobState.SUBMITTING: "Sending",
    JobState.UNKNOWN: "Outcome not known",
    JobState.SUBMITTED: "Submitted",
    JobState.PROCESSING: "Processing",
    JobState.SUCCEED: "Downloading",
    JobState.SAVED: "Saved",
    JobState.FAILED: "Failed",
    JobState.REJECTED: "Refused",
    JobState.LOST_RESULT: "Result lost",
    JobState.CANCELLED: "Withdrawn",
    JobState.ABANDONED: "Given up",
}
SAVED_TO: Final = "Saved to {path}"
SAYS: Final = "Kling says “{word}”"
UNKNOWN_WORD: Final = "Nobody has documented this word, so it is waited on."
NOT_WATCHED: Final = "Not watched"
NEVER_SENT: Final = "Never sent"
HELD_HEADS: Final = {
    Held.AUTH: "Waiting for a key",
    Held.BALANCE: "Waiting for credit",
    Held.RATE: "Waiting for a free place",
    Held.OFFLINE: "Offline",
    Held.DISK: "Disk full",
    Held.READONLY: "Folder not writable",
}

SENTENCES: Final = {
    JobState.PREPARED: "Not sent yet, so nothing is charged.",
    JobState.SUBMITTING: "On its way. From here on it may be charged.",
    JobState.UNKNOWN: (
        "It may have been accepted, and may be charged. It is looked for by its own "
        "id; nothing is sent again by itself."
    ),
    JobState.SUBMITTED: "Accepted; it has not begun yet.",
    JobState.PROCESSING: "The clip is being made.",
    JobState.SUCCEED: "The clip is done and on its way to your disk.",
    JobState.CANCELLED: "Nothing was sent; nothing is charged.",
    JobState.ABANDONED: (
        "Nobody looks for it any more. It may still have been accepted and charged."
    ),
}
ABSENT: Final = (
    "Nothing was made, as far as can be told: this gateway finds tasks by our id, and "
    "knows none. It can be sent again."
)
NOT_FOUND: Final = (
    "It was not found, which proves nothing: it may have been accepted, and may be "
    "charged. Its own id is {id}."
)
HELD: Final = {
    Held.AUTH: (
        "The task is safe. It goes on by itself once a working key of the same "
        "account is set: kling.configure(api_key=…)."
    ),
    Held.BALANCE: "The task is safe. It goes on by itself once the account is topped up.",
    Held.RATE: "Nothing is lost. It goes on by itself as soon as there is a place.",
    Held.OFFLINE: "Nothing is lost. It goes on by itself once there is a connection.",
    Held.DISK: "The clip is safe at Kling, and saved here as soon as there is room.",
    Held.READONLY: "The clip is safe at Kling, and saved as soon as it can be written.",
}
AGAIN: Final = {
    JobState.SUBMITTED: "No usable answer just now. The task is safe; asking again.",
    JobState.PROCESSING: "No usable answer just now. The task is safe; asking again.",
    JobState.SUCCEED: "The clip has not come through. It is safe at Kling; trying again.",
}
DRIVEN: Final = "Another kernel{name} drives this job; here you see it as it goes on."
PROCESS: Final = " (process {pid})"
NOT_KEPT: Final = (
    "Its picture is not kept. To be able to send it again, ask for exactly the same "
    "once more: that finds this job, and sends nothing by itself."
)
IN_A_PANEL: Final = (
    'To change it or make another: kling.Studio.from_job("{id}") opens it in a panel.'
)
MADE_BEFORE: Final = (
    "You asked for the same again: this is the clip made at {time}. again=True makes "
    "another."
)
NO_SEED: Final = "Kling's API has no seed: made again, it is similar, not the same."

BAND_SECONDS: Final = "usually {low:.0f}\N{EN DASH}{high:.0f} s"
BAND_MINUTES: Final = "usually {low:.0f}\N{EN DASH}{high:.0f} min"
LATE: Final = "{band}; longer than usual, and still going"
STALLED: Final = "{band}; far longer than usual, and still looked at"
TOOK: Final = "took {time}"
NEXT: Final = "Next try in {time}"
NOW: Final = "Trying now"
FREE: Final = "simulator, free"

LOOK_AGAIN: Final = "Look again now"
LOOK_NOW: Final = "Look now"
TRY_NOW: Final = "Try now"
WATCH_AGAIN: Final = "Watch again"
FETCH: Final = "Fetch the clip"
LOOKING: Final = "Looking is free and sends nothing again."
STOP: Final = "Stop watching"
STOP_KLING: Final = (
    "The task goes on at Kling and is billed; it cannot be cancelled there."
)
STOP_SIMULATED: Final = "The task goes on in the simulator."
STOP_HERE: Final = "The other kernel goes on."
WITHDRAW: Final = "Withdraw"
WITHDRAWING: Final = "Nothing was sent, so nothing is charged."

SEND_AGAIN: Final = "Send again…"
SEND_AGAIN_ASKS: Final = (
    "If the first one did arrive, this is charged twice{price}. {gateway}"
)
EACH: Final = ": {price} each"
ECHOES: Final = {
    True: "This gateway hands our id on, so Kling would probably refuse the second.",
    False: "This gateway drops our id, so nobody would notice the second.",
    None: "Whether this gateway would notice the second is not known.",
}
SEND_AGAIN_YES: Final = "Send again, I may pay twice"
SEND_NOW_ASKS: Final = "This sends it once more, with the same id. It costs {price}."
SEND_NOW_YES: Final = "Send"
UNPRICED: Final = "what the gateway asks for it"
ATTACH: Final = "I have its task id…"
ATTACH_LABEL: Final = "Task id, as the gateway's own log shows it"
ATTACH_YES: Final = "Attach"
GIVE_UP: Final = "Give up"
GIVING_UP: Final = (
    "Ends the search. The row stays, and the search can be taken up again."
)
ELSEWHERE: Final = "Save elsewhere…"
FOLDER_LABEL: Final = "Folder for this clip"
FOLDER_YES: Final = "Save there"
OPEN: Final = "Open"
OPENING: Final = "Plays in a new tab."
CHAIN: Final = "Start the next clip from its last frame"
ANOTHER: Final = "Make another"
ANOTHER_FOR: Final = "Make another ({price})"
ANOTHER_FREE: Final = "Make another (free)"
MEND: Final = "Edit and try again"
MENDING: Final = (
    "Brings it back into the panel. Nothing is sent until you press Generate."
)
COPY: Final = "Copy path"
COPIED: Final = "Copied"
BACK: Final = "Back"
BROKE: Final = "Something went wrong inside kling_widgets. The log has the details."
GONE: Final = (
    "The kernel is gone, so this stands still. Run the import and this cell again, or "
    "kling.resume(): what is unfinished is picked up, and nothing is sent twice."
)
JOBS: Final = "Jobs"
CLIP: Final = "Clip"
