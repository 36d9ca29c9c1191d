"""Which vocabulary is in use: the package's own, or the one that a request's database lays over it.

A database may hold edits of the vocabulary (see `registry.overlay`), and one process may serve several databases, as in
tests. So `current()` answers for what is being done: within `choosing()` it asks whoever was chosen, at most once, so
that a request sees one vocabulary from beginning to end. Outside, it is the package's.

What is made of the vocabulary and takes long is `remembered()`: for each vocabulary in use apart.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache, wraps
from typing import Any, ParamSpec, TypeVar

from registry.vocabulary.loader import packaged
from registry.vocabulary.model import Vocabulary

_P = ParamSpec("_P")
_T = TypeVar("_T")


class Choice:
    """Whom to ask for the vocabulary; shared by all threads that work on one request."""

    __slots__ = ("_find", "_found")

    def __init__(self, find: Callable[[], Vocabulary]) -> None:
        self._find = find
        self._found: Vocabulary | None = None

    @contextmanager
    def asking(self, find: Callable[[], Vocabulary]) -> Iterator[None]:
        """Within the block somebody else is asked, if nobody has been asked before."""
        before, self._find = self._find, find
        try:
            yield
        finally:
            self._find = before

    @property
    def vocabulary(self) -> Vocabulary:
        """The vocabulary, asked for when it is first needed."""
        if self._found is None:
            self._found = self._find()
        return self._found


_choice: ContextVar[Choice | None] = ContextVar("vocabulary", default=None)


def current() -> Vocabulary:
    """Return the vocabulary in use.

    Raises:
        BrokenVocabulary: a file of the package is missing or says something that can't be right.
    """
    choice = _choice.get()
    return choice.vocabulary if choice else packaged()


def choice() -> Choice | None:
    """Return whom `current()` asks, if anybody."""
    return _choice.get()


@contextmanager
def choosing(find: Callable[[], Vocabulary]) -> Iterator[Choice]:
    """Within the block, `current()` is what `find` says when it is first asked."""
    made = Choice(find)
    token = _choice.set(made)
    try:
        yield made
    finally:
        _choice.reset(token)


@contextmanager
def using(vocabulary: Vocabulary) -> Iterator[None]:
    """Within the block, this vocabulary is in use: to see what one would do that isn't anybody's yet."""
    with choosing(lambda: vocabulary):
        yield


def remembered(most: int = 4, *, of: str = "version") -> Callable[[Callable[_P, _T]], Callable[_P, _T]]:
    """Remember the last answers of a function that depends on the vocabulary in use, and on its arguments.

    Args:
        most: answers; for a function without arguments, vocabularies. An edited one comes beside the one before.
        of: the version that it depends on: `sayings_version` where only how needs are said counts.
    """

    def decorate(function: Callable[_P, _T]) -> Callable[_P, _T]:
        answer: Any = lru_cache(maxsize=most)(lambda _version, *args, **kwargs: function(*args, **kwargs))

        @wraps(function)
        def asked(*args: _P.args, **kwargs: _P.kwargs) -> _T:
            answered: _T = answer(getattr(current(), of), *args, **kwargs)
            return answered

        return asked

    return decorate
