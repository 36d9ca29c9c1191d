"""The outermost layer: security headers, cross-site posts, HEAD, and the language of the request.

It wraps the whole application (see `registry.app.create_asgi`), because Litestar's own middleware does not run for
unknown paths (404) and wrong methods (405).
"""

from __future__ import annotations

from http.cookies import CookieError, SimpleCookie

from babel.core import negotiate_locale
from litestar.datastructures import Cookie, MutableScopeHeaders
from litestar.enums import ScopeType
from litestar.types import ASGIApp, Message, Receive, Scope, Send

from registry.i18n import LOCALES, speaking

LANGUAGE_COOKIE = "sprog"
_YEAR = 365 * 24 * 3600
_SAFE = {"GET", "HEAD", "OPTIONS"}

#: No inline scripts or styles anywhere, so no nonces are needed and equal pages are equal bytes. It ends with whose
#: pictures are shown.
POLICY = (
    "default-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'; "
    "img-src 'self' data:"
)
_HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}


def is_cross_site(method: str, headers: dict[bytes, bytes], base_url: str) -> bool:
    """Whether a browser says that a request that may change something comes from another site.

    A client that sends neither `Sec-Fetch-Site` nor `Origin` is no browser and carries nobody's cookies.
    """
    if method in _SAFE:
        return False
    if site := headers.get(b"sec-fetch-site"):
        return site not in (b"same-origin", b"none")
    if origin := headers.get(b"origin"):
        own_host = f"://{headers.get(b'host', b'').decode('latin-1')}"
        return origin.decode("latin-1") != base_url and not origin.decode("latin-1").endswith(own_host)
    return False


def language_of(headers: dict[bytes, bytes], otherwise: str) -> str:
    """Return the language of a request: the visitor's choice, else what the browser prefers, else `otherwise`."""
    try:
        chosen = SimpleCookie(headers.get(b"cookie", b"").decode("latin-1")).get(LANGUAGE_COOKIE)
    except CookieError:
        chosen = None
    if chosen and chosen.value in LOCALES:
        return chosen.value
    preferred = [
        part.split(";")[0].strip() for part in headers.get(b"accept-language", b"").decode("latin-1").split(",")
    ]
    return negotiate_locale(preferred, LOCALES, sep="-") or otherwise


def language_cookie(locale: str, *, secure: bool) -> Cookie:
    """Return the cookie that remembers the choice of a language."""
    return Cookie(LANGUAGE_COOKIE, value=locale, max_age=_YEAR, path="/", samesite="lax", httponly=True, secure=secure)


class Outermost:
    """Wraps the application.

    Args:
        pictures_from: an origin that pages may show pictures from beside their own: the map's background.
    """

    def __init__(
        self, app: ASGIApp, *, base_url: str, is_https: bool, language: str, pictures_from: str | None = None
    ) -> None:
        self.app = app
        self.language = language
        self.base_url = base_url
        self.headers = dict(_HEADERS)
        if pictures_from:
            self.headers["content-security-policy"] = f"{POLICY} {pictures_from}"
        if is_https:
            self.headers["strict-transport-security"] = "max-age=31536000"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != ScopeType.HTTP:
            await self.app(scope, receive, send)
            return
        # PostgreSQL takes no zero characters, and nobody's address has any
        scope["path"] = scope["path"].replace("\0", "\ufffd")
        scope["query_string"] = scope["query_string"].replace(b"%00", b"%EF%BF%BD")
        headers = dict(scope["headers"])
        method = str(scope["method"])

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                found = MutableScopeHeaders.from_message(message)
                for name, value in self.headers.items():
                    found.setdefault(name, value)
            elif is_head and message["type"] == "http.response.body":
                message["body"] = b""
            await send(message)

        is_head = method == "HEAD"
        if is_head:  # a page that can be read can be asked about
            scope["method"] = "GET"
        if is_cross_site(method, headers, self.base_url):
            await _refuse(send_with_headers)
            return
        with speaking(language_of(headers, self.language)):
            await self.app(scope, receive, send_with_headers)


async def _refuse(send: Send) -> None:
    text = "Afvist: forespørgslen kom fra et andet websted. / Refused: the request came from another site.".encode()
    await send(
        {
            "type": "http.response.start",
            "status": 403,
            "headers": [(b"content-type", b"text/plain; charset=utf-8"), (b"content-length", str(len(text)).encode())],
        }
    )
    await send({"type": "http.response.body", "body": text, "more_body": False})
