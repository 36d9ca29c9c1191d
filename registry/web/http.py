"""The request as handlers see it."""

from __future__ import annotations

from typing import Any

import litestar
from litestar.datastructures import State

Request = litestar.Request[Any, Any, State]
