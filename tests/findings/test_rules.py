"""Whether two offers are likely to be one: what speaks for it, what against, and what is shown as the reason."""

import datetime as dt

import msgspec
import pytest

from registry.findings.reading import read, text_terms
from registry.findings.rules import Likeness, Why, has_changed_much, likeness
from registry.offers.content import Contact, OfferContent, Slot
from tests import make

OTHER = OfferContent(
    title="Skak for begyndere",
    summary="Lær spillet i ro.",
    description="Vi spiller partier to og to og løser opgaver ved brættet.",
    postal_code="9000",
)


def judged(one: OfferContent, other: OfferContent, *, same_organisation: bool = True) -> Likeness | None:
    first = read("a", "havfruen", one)
    second = read("b", "havfruen" if same_organisation else "tinsoldaten", other)
    return likeness(first, second, lambda _term: 1.0)


def test_a_copied_text_of_the_same_organisation_is_likely_the_same_and_says_why() -> None:
    how = judged(make.CONTENT, make.content(title="Heste og ro på små hold (kopi)"))
    assert how is not None
    assert how.score > 0.9
    assert how.reasons[0] is Why.ORGANISATION
    assert {Why.ADDRESS, Why.CONTACT, Why.TEXT} <= set(how.reasons)
    assert how.percent == 100
    assert how.shared


def test_another_text_of_the_same_organisation_is_another_offer() -> None:
    assert judged(make.CONTENT, OTHER) is None


def test_the_same_words_elsewhere_are_two_offers() -> None:
    elsewhere = make.content(postal_code="9000", address="Andenvej 1", contact=Contact(email="andre@eksempel.example"))
    assert judged(make.CONTENT, elsewhere, same_organisation=False) is None


def test_two_organisations_at_one_address_may_have_written_down_one_offer() -> None:
    how = judged(make.CONTENT, make.content(contact=Contact(email="andre@eksempel.example")), same_organisation=False)
    assert how is not None
    assert how.reasons[0] is Why.ADDRESS


def test_a_group_for_other_ages_is_another_offer_however_alike_the_texts_are() -> None:
    assert judged(make.CONTENT, make.content(age_min=12, age_max=15)) is None
    assert judged(make.CONTENT, make.content(age_min=11, age_max=15)) is not None


@pytest.mark.parametrize(
    ("weekly", "doubts"),
    [
        (make.CONTENT.weekly, ()),
        ((Slot("wed", "15:30", "17:00"),), (Why.TIMES_DIFFER,)),
        ((), (Why.NOT_SAID,)),
    ],
)
def test_other_times_make_it_doubtful(weekly: tuple[Slot, ...], doubts: tuple[Why, ...]) -> None:
    how = judged(make.CONTENT, make.content(weekly=weekly))
    assert how is not None
    assert how.doubts == doubts


def test_likeness_is_the_same_both_ways() -> None:
    one, other = (
        make.CONTENT,
        make.content(title="Ro og heste", description=make.CONTENT.description + " Kom og vær med."),
    )
    there, back = judged(one, other), judged(other, one)
    assert there is not None
    assert back is not None
    assert (there.score, there.reasons, there.percent) == (back.score, back.reasons, back.percent)


def test_common_words_make_nothing_alike() -> None:
    one = read("a", "havfruen", make.CONTENT)
    other = read("b", "havfruen", OTHER)
    common = one.text & other.text
    assert common  # "vi", "og"
    assert likeness(one, other, lambda term: 0.01 if term in common else 1.0) is None


def test_a_text_has_changed_much_when_most_of_it_is_new() -> None:
    before = text_terms(make.CONTENT)
    small = text_terms(make.content(summary="Fire børn, fire heste og de samme tre voksne hver gang."))
    assert not has_changed_much(before, small)
    assert has_changed_much(before, text_terms(OTHER))


def test_dates_and_prices_are_no_part_of_the_text() -> None:
    dated = msgspec.structs.replace(make.CONTENT, starts_on=dt.date(2027, 1, 1), price_dkk=100)
    assert text_terms(dated) == text_terms(make.CONTENT)
