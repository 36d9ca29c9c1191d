"""Reasons to choose from: kept by administrators, put into the message, and edited before they are sent."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from registry.history import HistoryLine
from registry.mail import OutboxMail
from registry.review.models import ReasonTemplate
from tests import make
from tests.cast import Cast
from tests.offers.browser import form

HERE = "/administration/begrundelser"


def test_a_reason_is_put_in_edited_and_sent(cast: Cast, db: Session) -> None:
    version = make.submitted(db, cast.actor("alice"))
    template = db.scalars(select(ReasonTemplate).where(ReasonTemplate.name == "Tider mangler")).one()
    db.commit()
    anders, here = cast.sign_in("anders"), f"/godkend/{version.id}"
    filled = form(anders.get(here).text, here).fill({"note": "Hej Alice.", "template": template.id})
    answer = filled.press(anders, "insert", "1")
    assert answer.status_code == 200
    again = form(answer.text, here)
    assert again.value("note") == f"Hej Alice.\n\n{template.text}"
    assert "error-summary" not in answer.text
    assert (
        again.fill({"note": "Hej Alice. Skriv dage og tider."}).press(anders, "decision", "return").status_code == 303
    )
    db.rollback()
    (mail,) = db.scalars(select(OutboxMail).where(OutboxMail.recipient == "alice@eksempel.example"))
    assert "Skriv dage og tider." in mail.text


def test_choosing_none_changes_nothing(cast: Cast, db: Session) -> None:
    version = make.submitted(db, cast.actor("alice"))
    db.commit()
    anders, here = cast.sign_in("anders"), f"/godkend/{version.id}"
    answer = form(anders.get(here).text, here).fill({"note": "Hej."}).press(anders, "insert", "1")
    assert form(answer.text, here).value("note") == "Hej."


def test_administrators_keep_them(cast: Cast, db: Session) -> None:
    anders = cast.sign_in("anders")
    new = form(anders.get(f"{HERE}/ny").text, f"{HERE}/ny")
    assert new.press(anders).status_code == 422
    answer = new.fill({"name": "Pris mangler", "text": "Skriv, hvad det koster."}).press(anders)
    assert (answer.status_code, answer.headers["location"]) == (303, HERE)
    assert "Skriv, hvad det koster." in anders.get(HERE).text
    made = db.scalars(select(ReasonTemplate).where(ReasonTemplate.name == "Pris mangler")).one()
    db.commit()
    edit = form(anders.get(f"{HERE}/{made.id}").text, f"{HERE}/{made.id}")
    taken = edit.fill({"name": "Tider mangler"}).press(anders)
    assert taken.status_code == 422
    assert "Der er allerede en begrundelse med det navn." in taken.text
    assert form(taken.text, f"{HERE}/{made.id}").value("name") == "Tider mangler"
    assert edit.fill({"name": "Pris", "text": "Hvad koster det?"}).press(anders).status_code == 303
    assert "Hvad koster det?" in anders.get(HERE).text
    form(anders.get(f"{HERE}/{made.id}").text, f"{HERE}/{made.id}/slet").press(anders)
    assert "Hvad koster det?" not in anders.get(HERE).text
    assert anders.get(f"{HERE}/{made.id}").status_code == 404
    lines = db.scalars(select(HistoryLine).where(HistoryLine.subject_id == made.id)).all()
    assert sorted(line.verb for line in lines) == ["reason_deleted", "reason_saved", "reason_saved"]
    assert "Anders slettede begrundelsen ”Pris”" in anders.get("/administration/historik").text


def test_a_personal_number_is_not_kept(cast: Cast) -> None:
    anders = cast.sign_in("anders")
    filled = form(anders.get(f"{HERE}/ny").text, f"{HERE}/ny").fill({"name": "Et barn", "text": "010203-1234"})
    answer = filled.press(anders)
    assert answer.status_code == 422
    assert "010203" not in answer.text
