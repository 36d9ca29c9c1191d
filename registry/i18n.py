"""Danish and English. Texts in the code are Danish; `locale/en/*.po` has the English for each of them.

The catalogues are read as text at the first use: no compile step. `tests/test_translations.py` fails for a text
without English, and for English without a text.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path

from babel.messages.pofile import read_po

LOCALES = ("da", "en")
CATALOGUES = Path(__file__).parent / "locale"

_locale: ContextVar[str] = ContextVar("locale", default="da")


def current_locale() -> str:
    """Return the language of the page that is being made: `da` or `en`."""
    return _locale.get()


@contextmanager
def speaking(locale: str) -> Iterator[None]:
    """Within the block, texts come in this language; anything but a known language means Danish."""
    token = _locale.set(locale if locale in LOCALES else "da")
    try:
        yield
    finally:
        _locale.reset(token)


@cache
def _catalogue(locale: str) -> dict[str | tuple[str, str], tuple[str, ...]]:
    """Return the translations by text; a text for one thing and many is found by both of its forms."""
    texts: dict[str | tuple[str, str], tuple[str, ...]] = {}
    for file in sorted((CATALOGUES / locale).glob("*.po")):
        with file.open("rb") as stream:
            for message in read_po(stream, locale=locale):
                strings = (message.string,) if isinstance(message.string, str) else tuple(message.string or ())
                if isinstance(message.id, str):
                    texts[message.id] = strings
                else:
                    one, many = message.id
                    texts[one, many] = strings
                    texts.setdefault(one, strings)
    return texts


def gettext(message: str) -> str:
    """Return the text in the current language; a text without translation stays Danish."""
    if not message or current_locale() == "da":
        return message
    return _catalogue(current_locale()).get(message, (message,))[0] or message


def ngettext(one: str, many: str, n: int) -> str:
    """Return the text for n things in the current language."""
    forms: tuple[str, ...] = (one, many)
    if current_locale() != "da":
        forms = _catalogue(current_locale()).get((one, many), forms)
    return forms[0] if n == 1 else forms[-1]
