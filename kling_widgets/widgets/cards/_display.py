"""Cell output that can be changed later, from any thread.

A display with an id of its own is ordinary output: it is saved with the notebook,
converted and reopened like any other, and every cell that shows it is updated.
"""

from __future__ import annotations

import contextvars
import os
import sys
import uuid
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


class Display:
    """One piece of output, shown in any number of cells."""

    def __init__(self) -> None:
        self._id = f"kling-{uuid.uuid4().hex}"

    def show_widget(self, widget: Any) -> bool:
        """Publish a live view in the current cell; say whether there is a notebook."""
        shown = widget._repr_mimebundle_()
        # Some widgets add metadata that Colab needs to find their script.
        bundle, metadata = shown if isinstance(shown, tuple) else (shown, {})
        return self._publish(bundle, metadata)

    def show(
        self, bundle: Mapping[str, Any], metadata: Mapping[str, Any] | None = None
    ) -> bool:
        """Publish it in the current cell; say whether there is a notebook."""
        return self._publish(bundle, metadata or {})

    def update(
        self, bundle: Mapping[str, Any], metadata: Mapping[str, Any] | None = None
    ) -> None:
        """Put something else wherever it is shown."""
        self._publish(bundle, metadata or {}, update=True)

    def _publish(
        self,
        bundle: Mapping[str, Any],
        metadata: Mapping[str, Any],
        *,
        update: bool = False,
    ) -> bool:
        publish = _publisher()
        if publish is None:
            return False
        # An update comes from a job that one cell started, while another one runs.
        # In a context of its own it belongs to the cell that runs: without a front
        # end nobody listens for the one that is over.
        context = contextvars.Context() if update else contextvars.copy_context()
        context.run(
            publish,
            data=dict(bundle),
            metadata=dict(metadata),
            transient={"display_id": self._id},
            update=update,
        )
        return True


def is_updated() -> bool:
    """Whether this page updates output at all: Voilà's shows it as it first was."""
    return not os.environ.get("SERVER_SOFTWARE", "").startswith("voila/")


def _publisher() -> Callable[..., None] | None:
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython else None
    # A terminal's IPython would print what is meant for a page.
    if shell is None or not hasattr(shell, "kernel"):
        return None
    publish: Callable[..., None] = shell.display_pub.publish
    return publish
