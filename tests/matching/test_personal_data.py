"""Ten thousand sentences with personal data: none of it is in any URL, log line, database row or response."""

from __future__ import annotations

import logging
import re
from urllib.parse import parse_qsl, urlsplit

import pytest
from litestar.testing import TestClient
from sqlalchemy import MetaData, select

from registry import vocabulary
from registry.danish import Corrector
from registry.db import Database
from registry.matching.understand import PersonalData, listed, understand, without_names
from registry.matching.understand.spelling import vocabulary_corrector
from registry.matching.wish import Wish
from tests import make
from tests.cast import Cast
from tests.matching.personal_data import UNLISTED, Sentence, sentences

_MANY, _THROUGH_THE_APP = 10_000, 400
_WORD = re.compile(r"\w+")


class KnowsEveryName:
    """The worst catalogue: all listed names are words of some offer."""

    vocabulary = vocabulary.current()
    names = listed.names() | listed.word_names()
    corrector = Corrector(dict.fromkeys(names, 1), vocabulary_corrector(vocabulary))

    def knows(self, word: str) -> bool:
        return word.lower() in self.names

    def is_organisation(self, key: str) -> bool:
        return key in self.names


def words(text: str) -> set[str]:
    return set(_WORD.findall(text.lower()))


@pytest.mark.slow
def test_no_sentence_leaves_personal_data_in_what_is_understood() -> None:
    knowledge = KnowsEveryName()
    for sentence in sentences(_MANY):
        if sentence.refused:
            with pytest.raises(PersonalData) as refusal:
                understand(sentence.text, knowledge)
            assert not any(secret in str(refusal.value) for secret in sentence.secrets)
            continue
        read = understand(sentence.text, knowledge)
        url = Wish(read.chips).url()
        values = words(" ".join(value for _, value in parse_qsl(urlsplit(url).query)))
        echoed = words(" ".join((*(chip.text for chip in read.chips), *map(repr, read.corrected))))
        assert not (values | echoed) & set(sentence.secrets), (sentence.text, url)


@pytest.mark.slow
def test_no_answer_log_line_or_row_has_personal_data(
    client: TestClient, cast: Cast, database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    with database.writing() as db, db.begin():
        make.live(db, cast.actor("alice"))
    before = words(_all_rows(database))
    asked = [sentence for sentence in sentences(_THROUGH_THE_APP * 2, seed=2) if _is_telling(sentence)]
    for number, sentence in enumerate(asked[:_THROUGH_THE_APP]):
        for seen in _ask(client, sentence.text, number):
            assert not any(re.search(rf"(?<!\w){re.escape(secret)}(?!\w)", seen) for secret in sentence.secrets), (
                sentence.text,
                seen[:200],
            )
    left = {secret for sentence in asked for secret in sentence.secrets}
    assert not words(caplog.text) & left
    assert not (words(_all_rows(database)) - before) & left


def _is_telling(sentence: Sentence) -> bool:
    """Whether its secrets are words that nothing else says: no page has them of itself."""
    names = listed.names() | set(UNLISTED)
    return sentence.refused or (set(sentence.secrets) <= names and "karen" not in sentence.secrets)


def _ask(client: TestClient, text: str, number: int) -> list[str]:
    """Ask in one of three ways, and return all that comes back, in small letters."""
    if number % 3 == 0:
        answer = client.post("/api/v1/search", json={"text": text})
        return [answer.text.lower()]
    part = {"HX-Request": "true", "HX-Request-Type": "partial"} if number % 3 == 1 else {}
    answer = client.post("/find", data={"text": text}, headers=part)
    seen = [answer.text.lower(), str(answer.headers).lower()]
    if answer.status_code == 303:
        seen.append(client.get(answer.headers["location"]).text.lower())
    return seen


def _all_rows(database: Database) -> str:
    with database.reading() as db:
        tables = MetaData()
        tables.reflect(db.get_bind())
        return "\n".join(repr(tuple(row)) for table in tables.sorted_tables for row in db.execute(select(table)))


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("urolig dreng Emil på 9, 010203-1234, elsker heste", "urolig dreng på 9, elsker heste"),
        ("ngozi er ensom, går i 3.b", "er ensom, går i 3.b"),
        ("hun hedder rose og elsker hæste", "hun hedder og elsker hæste"),
    ],
)
def test_a_sentence_is_shown_again_without_who_it_is_about(text: str, kept: str) -> None:
    assert without_names(text, KnowsEveryName()) == kept
