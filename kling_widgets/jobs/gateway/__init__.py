"""Whom a job is sent to, and what is proven of them."""

from __future__ import annotations

from ._capabilities import Can, Capabilities
from ._gateway import Gateway, open_gateway
from ._gateways import Gateways

__all__ = ["Can", "Capabilities", "Gateway", "Gateways", "open_gateway"]
