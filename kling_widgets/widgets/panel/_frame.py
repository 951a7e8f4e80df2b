"""How the panel is laid out: who we are, the fields, the rest folded, one button."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from ipywidgets import HTML, Button, HBox, Layout, VBox

from ..view import Fold, Line, style_tag
from . import _sentences as sentences
from ._brush_offers import BrushOffers
from ._form import PAINTED
from ._offer import Offer
from ._send_card import SendCard
from ._sentences import GONE
from ._shown import Shown

if TYPE_CHECKING:
    from collections.abc import Collection

    from ipywidgets import DOMWidget

    from ._code_view import CodeView
    from ._form import Form
    from ._preview_view import PreviewView

ADVANCED: Final = frozenset(
    {"image_tail", "cfg_scale", "callback_url", "external_task_id"}
)
"""The fields in that fold, by their API names."""


class Frame:
    """The panel's parts around the fields.

    Args:
        form: The fields.
        preview: The animatic, which goes below the buttons.
        code: The panel as code, which goes there too.
        cards: What goes below that.
    """

    def __init__(
        self, form: Form, preview: PreviewView, code: CodeView, cards: DOMWidget
    ) -> None:
        self.bar = Line("kling-bar")
        self.gone = Line("kling-gone")
        self.price = Line()
        self.summary = Line()
        self.left = Offer()
        self.repeat = Offer()
        self.button = Button(description="Generate", button_style="primary")
        self.card = SendCard(form, self.price)
        self.gone.say(GONE)  # shown once nobody can say it any more
        self.offers = BrushOffers(form)
        shown = Shown(form.take)
        shown.at(self.button, self.repeat)
        self.motion = Fold(
            "Motion brush", _box(VBox, "kling-stack", form.brush, self.offers)
        )
        self.advanced = Fold("Advanced", _advanced(form))
        buttons = (self.button, preview.button, code.button)
        folds = (self.motion, self.advanced)
        self.children: tuple[DOMWidget, ...] = (
            *(_style(), self.gone, self.bar, self.left, _essentials(form)),
            *(widget for fold in folds for widget in (fold.button, fold.part)),
            *(self.summary, self.repeat, self.card),
            *(_box(HBox, "kling-go", *buttons), shown, preview, code, cards),
        )

    def hush(self) -> None:
        """Take back what was said of the last click."""
        self.summary.say("")
        self.repeat.withdraw()

    def send_to(self, faulty: Collection[str]) -> None:
        """Say how many fields need a look, and open what hides them."""
        self.unfold(faulty)
        self.summary.complain(sentences.to_mend(len(faulty)))

    def unfold(self, faulty: Collection[str]) -> None:
        """Open what hides a field that needs a look."""
        if not ADVANCED.isdisjoint(faulty):
            self.advanced.unfold()
        if not PAINTED.isdisjoint(faulty):
            self.motion.unfold()


def _essentials(form: Form) -> DOMWidget:
    trio = _box(HBox, "kling-trio", form.model_name, form.mode, form.duration)
    words = _box(VBox, "kling-stack", form.prompt, form.negative_prompt, trio)
    return _box(VBox, "kling-columns", form.image, words)


def _advanced(form: Form) -> DOMWidget:
    settings = (form.cfg_scale, form.callback_url, form.external_task_id)
    stack = _box(VBox, "kling-stack", *settings)
    return _box(VBox, "kling-columns", form.image_tail, stack)


def _box(kind: type[Any], name: str, *children: DOMWidget) -> DOMWidget:
    box = kind(children)
    box.add_class(name)
    return box


def _style() -> DOMWidget:
    """Bring the panel's own style sheet along, wherever the panel is shown."""
    return HTML(style_tag("studio.css"), layout=Layout(display="none"))


def close_tree(widget: Any) -> None:
    """Close a widget and all that it holds."""
    for child in getattr(widget, "children", ()):
        close_tree(child)
    widget.close()
