"""What goes into the form comes out again, for every section."""

from __future__ import annotations

import datetime as dt
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from litestar.datastructures import FormMultiDict

from registry import vocabulary
from registry.i18n import speaking
from registry.offers import forms, rules
from registry.offers.content import DAYS, FACET_OF_FIELD, Contact, OfferContent, PolicyAnswer, Slot
from tests.offers.posting import AROUND, TODAY, posted

_WORDS = st.text(st.sampled_from("abcæøå é-!'&<>\""), min_size=1, max_size=30).map(str.strip).filter(bool)
_LINE = _WORDS.map(lambda text: " ".join(text.split()))
_PROSE = st.lists(_LINE, min_size=1, max_size=3).map("\n".join)
_NOT_SAID = st.none()
_YES_NO = st.sampled_from([None, True, False])
_DATE = st.dates(dt.date(2000, 1, 1), dt.date(2099, 12, 31))
_TIME = st.times().map(lambda time: f"{time:%H:%M}")
_VALUES = vocabulary.current()


def _some(ids: Any) -> st.SearchStrategy[tuple[str, ...]]:
    return st.sets(st.sampled_from(list(ids)), max_size=4).map(
        lambda chosen: tuple(one for one in ids if one in chosen)
    )


def _facet(field: str) -> list[str]:
    return list(_VALUES.facets[FACET_OF_FIELD[field]].values)


@st.composite
def _slots(draw: st.DrawFn) -> Slot:
    start, end = sorted(draw(st.tuples(_TIME, _TIME)))
    if start == end or draw(st.booleans()):
        return Slot(draw(st.sampled_from(DAYS)), draw(st.none() | st.just(start)))
    return Slot(draw(st.sampled_from(DAYS)), start, end)


_ANSWERS = st.lists(st.sampled_from(AROUND.askable), unique=True, max_size=4).flatmap(
    lambda ids: st.tuples(
        *(st.builds(PolicyAnswer, st.just(one), st.just("") | _PROSE.map(lambda text: text + "." * 20)) for one in ids)
    )
)


def _declared_today(made: OfferContent) -> OfferContent:
    declared = TODAY if made.safety and made.safety_declared_by else None
    return msgspec.structs.replace(made, safety_declared_on=declared)


CONTENTS = {
    "om": st.builds(
        OfferContent,
        title=st.just("") | _LINE,
        summary=_NOT_SAID | _PROSE,
        description=st.just("") | _PROSE,
        keywords=st.lists(_LINE, unique=True, max_size=3).map(tuple),
        activities=_some(_facet("activities")),
        website=_NOT_SAID | st.just("https://www.eksempel.example/heste?a=1&b=2"),
    ),
    "hvem": st.builds(
        OfferContent,
        age_min=_NOT_SAID | st.integers(0, 18),
        age_max=_NOT_SAID | st.integers(18, 120),
        gender=st.sampled_from([None, "alle", "piger", "drenge"]),
        audience=_some(["foraeldre", "familie", "fagfolk"]),
        capacity=_NOT_SAID | st.integers(1, 10_000),
        ways=_some(_facet("ways")),
        weekly=st.lists(_slots(), max_size=4).map(tuple),
        starts_on=_NOT_SAID | st.dates(dt.date(2000, 1, 1), dt.date(2050, 1, 1)),
        ends_on=_NOT_SAID | st.dates(dt.date(2050, 1, 1), dt.date(2099, 12, 31)),
        period=_NOT_SAID | _LINE,
        by_appointment=_YES_NO,
        closed_in_holidays=_YES_NO,
        setting=_some(_facet("setting")),
    ),
    "sted": st.builds(
        OfferContent,
        where=st.sampled_from([None, "address", "comes_to_you", "online"]),
        address=_NOT_SAID | _LINE,
        postal_code=_NOT_SAID | st.from_regex(r"[0-9]{4}", fullmatch=True).filter(str.isascii),
        town=_NOT_SAID | _LINE,
        transport=_some(_facet("transport")),
        price_dkk=_NOT_SAID | st.integers(0, 10_000_000).map(lambda oere: oere / 100),
        price_unit=st.sampled_from([None, "gang", "maaned", "saeson", "aar", "forloeb"]),
        price_support=_YES_NO,
        price_school=_YES_NO,
        price_note=_NOT_SAID | _LINE,
        access=_some(_facet("access")),
        access_note=_NOT_SAID | _PROSE,
        languages=_some(_facet("languages")),
    ),
    "behov": st.builds(OfferContent, needs=_some(_VALUES.needs), policy=_ANSWERS),
    "tryghed": st.builds(
        OfferContent,
        contact=st.builds(
            Contact,
            name=_NOT_SAID | _LINE,
            role=_NOT_SAID | _LINE,
            email=_NOT_SAID | st.just("karen@eksempel.example"),
            phone=_NOT_SAID | st.just("00 00 00 01"),
        ),
        availability=_NOT_SAID | st.sampled_from(_facet("availability")),
        signup=_NOT_SAID | _PROSE,
        signup_way=_NOT_SAID | st.sampled_from(_facet("signup_way")),
        referrer=_some(_facet("referrer")),
        safety=_some(_facet("safety")),
        safety_declared_by=_NOT_SAID | _LINE,
    ).map(_declared_today),
}


@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize("section", list(forms.SECTIONS))
@given(data=st.data())
def test_what_a_form_shows_is_what_it_reads(section: str, language: str, data: st.DataObject) -> None:
    before = data.draw(CONTENTS[section])
    kind = forms.SECTIONS[section]
    with speaking(language):
        form = kind.read(FormMultiDict(posted(kind.show(before, AROUND))), OfferContent(), AROUND)
    assert form.errors == {}
    assert form.data == before


def test_every_field_of_an_offer_is_in_some_section() -> None:
    asked = {field for fields in rules.SECTIONS.values() for field in fields}
    assert asked == {field.name for field in msgspec.structs.fields(OfferContent)}
