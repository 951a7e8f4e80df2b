"""A finished clip's way from the provider to the disk."""

from __future__ import annotations

from ._download import SavedFile, download, file_name
from ._part import possible_names, remove_stale_parts

__all__ = ["SavedFile", "download", "file_name", "possible_names", "remove_stale_parts"]
