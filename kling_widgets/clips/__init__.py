"""The result: a video file, what it holds, and how a notebook shows it."""

from __future__ import annotations

from ._bundle import bundle
from ._clip import Clip
from ._cost import Cost
from ._embed import EMBED_BYTES, Embed, check_embed, use_embed
from ._export import Exhibit, export_page, free_folder
from ._fingerprint import sha256_of
from ._info import ClipInfo
from ._inputs import copy_inputs, keep_inputs, tidy_inputs
from ._join import join
from ._kept_request import KeptRequest, from_clip
from ._mp4 import check_mp4
from ._player import PLAYER
from ._recipe import Recipe
from ._recipe_file import (
    read_recipe,
    recipe_metadata,
    write_beside,
    write_into,
)
from ._recipe_input import RecipeInput
from ._slim import slim
from ._thumbnails import Thumbnails
from ._writer import is_alive

__all__ = [
    "EMBED_BYTES",
    "PLAYER",
    "Clip",
    "ClipInfo",
    "Cost",
    "Embed",
    "Exhibit",
    "KeptRequest",
    "Recipe",
    "RecipeInput",
    "Thumbnails",
    "bundle",
    "check_embed",
    "check_mp4",
    "copy_inputs",
    "export_page",
    "free_folder",
    "from_clip",
    "is_alive",
    "join",
    "keep_inputs",
    "read_recipe",
    "recipe_metadata",
    "sha256_of",
    "slim",
    "tidy_inputs",
    "use_embed",
    "write_beside",
    "write_into",
]
