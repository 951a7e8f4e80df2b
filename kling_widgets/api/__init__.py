"""The wire: Kling's image-to-video API over HTTP, and the rules it lives by.

What is asked for: `_request` with its parts `_picture`, `_trajectory`, `_camera`,
`_shot`; each field by itself in `_fields`, all of them together in `_check`.
What is known of models: `catalogue.toml`, read into `_model`; `_rules`, `_price`.
Who is asked: `_provider`, with a key from `_key` that `_auth` alone opens.
How: `_client` over `_wire`, one exchange a call.
What came back: `_answer` and `_read_task` read it, `_classify` (for a submit) and
`_query` (for a question) decide what it means, by the table in `_codes`.
"""

from __future__ import annotations

from ._callback import is_authentic, read_callback
from ._camera import CameraControl
from ._catalogue import catalogue, model, use_catalogue
from ._catalogue_file import load_catalogue
from ._check import check
from ._classify import Verdict, classify
from ._client import KlingClient
from ._fields import MAX_MASKS, is_id
from ._finding import Finding
from ._handshake import Handshake
from ._hush import hushed
from ._key import AccessKey, read_key
from ._model import ANY, Catalogue, Model
from ._model_table import ModelTable, live_models, models
from ._number import number
from ._price import Price, estimate, in_dollars
from ._provider import (
    COMETAPI,
    KLING_BEIJING,
    KLING_SINGAPORE,
    PROVIDERS,
    SIMULATOR,
    Provider,
    provider_at,
    provider_named,
)
from ._request import ImageToVideoRequest
from ._retry_after import MAX_PATIENCE_SECONDS
from ._secret import Secret
from ._shot import Shot
from ._task import Task, TaskStatus, Video
from ._text import clean, shown, text_of
from ._timeouts import Timeouts
from ._trajectory import MAX_POINTS, MIN_POINTS, DynamicMask, Point, flip

__all__ = [
    "ANY",
    "COMETAPI",
    "KLING_BEIJING",
    "KLING_SINGAPORE",
    "MAX_MASKS",
    "MAX_PATIENCE_SECONDS",
    "MAX_POINTS",
    "MIN_POINTS",
    "PROVIDERS",
    "SIMULATOR",
    "AccessKey",
    "CameraControl",
    "Catalogue",
    "DynamicMask",
    "Finding",
    "Handshake",
    "ImageToVideoRequest",
    "KlingClient",
    "Model",
    "ModelTable",
    "Point",
    "Price",
    "Provider",
    "Secret",
    "Shot",
    "Task",
    "TaskStatus",
    "Timeouts",
    "Verdict",
    "Video",
    "catalogue",
    "check",
    "classify",
    "clean",
    "estimate",
    "flip",
    "hushed",
    "in_dollars",
    "is_authentic",
    "is_id",
    "live_models",
    "load_catalogue",
    "model",
    "models",
    "number",
    "provider_at",
    "provider_named",
    "read_callback",
    "read_key",
    "shown",
    "text_of",
    "use_catalogue",
]
