"""A message that is shown once, on the page after a successful post. The cookie carries its name, never its words."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Literal, NamedTuple

from litestar import Response
from litestar.datastructures import Cookie

from registry.web.http import Request

COOKIE = "besked"
_SECONDS = 60
Tone = Literal["success", "warning"]
_messages: dict[str, tuple[Callable[[], str], Tone]] = {}


class Told(NamedTuple):
    """A message in the reader's language, and how it is meant."""

    text: str
    tone: Tone


def message(name: str, text: Callable[[], str]) -> str:
    """Register a message under a name of letters and dashes; the text is made in the reader's language."""
    _messages[name] = text, "success"
    return name


def warning(name: str, text: Callable[[], str]) -> str:
    """Register a message that what was asked for wasn't done."""
    _messages[name] = text, "warning"
    return name


def put(response: Response[Any], *names: str) -> None:
    """Let the next page show these messages."""
    response.set_cookie(
        Cookie(COOKIE, value=".".join(names), httponly=True, samesite="lax", path="/", max_age=_SECONDS)
    )


def names(request: Request) -> list[str]:
    """Return the names that wait to be shown, also those that no room has registered."""
    return [name for name in (request.cookies.get(COOKIE) or "").split(".") if name]


def texts(request: Request) -> list[Told]:
    """Return the messages that wait to be shown."""
    return told(names(request))


def told(names: Iterable[str]) -> list[Told]:
    """Return the messages of these names that some room has registered."""
    found = [_messages[name] for name in names if name in _messages]
    return [Told(text(), tone) for text, tone in found]


def clear(response: Response[Any]) -> None:
    """Forget what has been shown."""
    response.set_cookie(Cookie(COOKIE, value="", httponly=True, samesite="lax", path="/", max_age=0))
