"""What is remembered of points changes no answer, and takes no more room than it may."""

import random

import pytest

from registry.matching import given
from registry.matching.rank import search
from registry.matching.wish import Chip, Wish
from tests.matching.generated import some_offer, some_wish, told
from tests.matching.make import NOW, catalogue, offer

NEVER, ALWAYS = 0, 1000


def answers(wishes, offers):
    searched = catalogue(*offers)
    return [told(search(searched, wish, now=NOW, limit=3)) for wish in wishes], searched


@pytest.mark.parametrize(("name", "value"), [("_FREQUENT", NEVER), ("_FREQUENT", ALWAYS), ("_MOST", 1)])
def test_the_answers_are_the_same_whatever_is_remembered(monkeypatch, name, value):
    chance = random.Random(7)
    offers = [some_offer(chance, f"o{number:02}") for number in range(60)]
    wishes = [some_wish(chance) for _ in range(80)]
    before, _ = answers(wishes, offers)
    monkeypatch.setattr(given, name, value)
    assert answers(wishes, offers)[0] == before


def test_no_more_is_remembered_than_there_is_room_for(monkeypatch):
    monkeypatch.setattr(given, "_FREQUENT", ALWAYS)
    wishes = [Wish((Chip("word", word, demand=False),)) for word in ("heste", "strigler", "halmen", "voksne", "børn")]
    _, searched = answers(wishes, [offer()])
    column = max(one.size for one in searched.given.values())
    assert len(searched.given) == 5
    monkeypatch.setattr(given, "_REMEMBERED", 2 * column)
    _, searched = answers(wishes, [offer()])
    assert sum(one.size for one in searched.given.values()) <= 2 * column
    assert len(searched.given) < 5
