"""The request as handlers see it, and the threads that handlers run in."""

from __future__ import annotations

import functools
from collections.abc import Awaitable, Callable
from typing import Any

import litestar
from litestar.concurrency import sync_to_thread
from litestar.datastructures import State
from litestar.handlers import HTTPRouteHandler

Request = litestar.Request[Any, Any, State]
_Handler = Callable[..., Any]


def get(path: str, **options: Any) -> Callable[[_Handler], HTTPRouteHandler]:
    """Let a plain function answer GET at a path, in a worker thread; it is no part of the API's description."""
    return _in_thread(litestar.get, path, options)


def post(path: str, **options: Any) -> Callable[[_Handler], HTTPRouteHandler]:
    """Let a plain function answer POST at a path, in a worker thread; it is no part of the API's description.

    What it returns without a status of its own is answered with 200.
    """
    return _in_thread(litestar.post, path, {"status_code": 200, **options})


def _in_thread(
    method: Callable[..., Callable[[_Handler], HTTPRouteHandler]], path: str, options: dict[str, Any]
) -> Callable[[_Handler], HTTPRouteHandler]:
    """Litestar's own `sync_to_thread` wraps a handler anew for each handler of its path, and from the second time on
    awaits a coroutine too few (seen in 2.25): so the function is wrapped before Litestar sees it.
    """

    def decorate(function: _Handler) -> HTTPRouteHandler:
        return method(path, **{"include_in_schema": False, **options})(_threaded(function))

    return decorate


def _threaded(function: _Handler) -> Callable[..., Awaitable[Any]]:
    @functools.wraps(function)
    async def threaded(*args: Any, **kwargs: Any) -> Any:
        return await sync_to_thread(function, *args, **kwargs)

    return threaded
