"""CPR numbers stay out: they are refused, and they never come back."""

import msgspec
import pytest
from litestar.datastructures import FormMultiDict

from registry.web.forms import Form, read
from registry.web.screening import screen, without_cpr


class Note(msgspec.Struct):
    title: str
    text: str | None = None
    words: list[str] = []


@pytest.mark.parametrize("number", ["010190-1234", "0101901234", "010190 1234", "01.01.90-1234"])
def test_a_number_is_refused_and_does_not_come_back(number: str) -> None:
    form = screen(read(FormMultiDict([("title", "Ture"), ("text", f"For Ida {number} og andre")]), Note))
    assert form.data is None
    assert form.errors == {"text": "Fjern CPR-nummeret. Skriv ikke personnumre i Sammen."}
    assert form.values["text"] == "For Ida og andre"
    assert form.values["title"] == "Ture"


def test_a_number_hides_in_no_list_and_behind_no_other_error() -> None:
    form = screen(read(FormMultiDict([("words", "sang"), ("words", "010190-1234"), ("text", "010190-1234")]), Note))
    assert set(form.errors) == {"title", "text", "words"}
    assert form.values["words"] == ["sang", ""]
    assert "1234" not in repr(form)


def test_only_the_given_fields_are_looked_at() -> None:
    form: Form[Note] = Form(values={"title": "010190-1234", "text": "fri"})
    assert screen(form, ["text"]).errors == {}


@pytest.mark.parametrize("text", ["Ring på 12 34 56 78", "CVR 29189420", "Hver uge kl. 15.30", ""])
def test_other_numbers_are_welcome(text: str) -> None:
    assert without_cpr(text) == (text, False)
