"""Where the calls are: behind the gateway, and at Kling itself."""

from __future__ import annotations

GATEWAY_PATH = "/kling/v1/videos/image2video"
OWN_PATH = "/v1/videos/image2video"
OWN_START = "/v1/"
