"""The request as handlers see it, and the threads that handlers run in."""

from __future__ import annotations

import functools
from collections.abc import Awaitable, Callable, Iterable
from typing import Any

import litestar
from litestar.concurrency import sync_to_thread
from litestar.datastructures import State
from litestar.handlers import HTTPRouteHandler

Request = litestar.Request[Any, Any, State]


def in_threads(handlers: Iterable[HTTPRouteHandler]) -> list[HTTPRouteHandler]:
    """Let handlers that ask for a thread have one, also where several share a path.

    Litestar 2.25 wraps such a handler anew for each handler of its path, and from the second time on awaits a
    coroutine too few; a handler that is wrapped before it is registered is left alone.
    """
    found = list(handlers)
    for handler in found:
        if handler.sync_to_thread and not hasattr(handler.fn, "runs_in_thread"):
            handler._fn = _threaded(handler.fn)
    return found


def _threaded(function: Callable[..., Any]) -> Callable[..., Awaitable[Any]]:
    @functools.wraps(function)
    async def threaded(*args: Any, **kwargs: Any) -> Any:
        return await sync_to_thread(function, *args, **kwargs)

    threaded.runs_in_thread = True  # type: ignore[attr-defined]
    return threaded
