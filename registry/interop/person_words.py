"""What is stored about a person, in words that they know: what each field is called, and what its values mean.

A field without a name here is shown to nobody; `tests/interop/test_person_words.py` fails for a column that has none.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from registry.access import Role
from registry.accounts import mailing
from registry.accounts.words import role_names
from registry.desk.bulk_words import action_names
from registry.history import FORMER
from registry.i18n import gettext as _
from registry.upkeep import reports
from registry.web import history_words
from registry.web.templates import environment, register

#: What only programs want: ids, and what a row needs to do its work.
FOR_PROGRAMS = frozenset(
    {
        "id",
        "account_id",
        "organisation_id",
        "offer_id",
        "offer_ids",
        "shortlist_id",
        "version_id",
        "suspended_by_id",
        "position",
        "key",
        "keys",
        "tries",
        "next_try_at",
        "before",
        "result",
        "revision",
        "number",
        "undoes",
        "table",
        "column",
    }
)


def title_of(table: str) -> str:
    """Return what the part about a table is called."""
    return {
        "account": _("Din konto"),
        "membership": _("Organisationer, du er med i eller har bedt om at være med i"),
        "colleague_invitation": _("Invitationer til dig fra organisationer"),
        "shortlist": _("Dine samlinger"),
        "shortlist_item": _("Tilbud i dine samlinger"),
        "session": _("Steder, hvor du er logget ind"),
        "mailed_link": _("Links, vi har sendt dig"),
        "import_upload": _("En fil, du er ved at hente ind"),
        "outbox": _("Mails til dig"),
        "mail_bounce": _("Mails, der ikke kom frem"),
        "offer_version": _("Tekster om tilbud, du har skrevet"),
        "history": _("Det, du har gjort, og det, der er sket med din konto"),
        "organisation": _("Organisationer, hvor du er kontakt, eller som du har suspenderet"),
        "offer_link": _("Links, du har fået for at svare om tilbud"),
        "partner_reply": _("Det, du har skrevet til tilbud, der søger partnere"),
        "problem_report": _("Problemer, du har meldt med din mailadresse"),
        "review_claim": _("Tilbud, du er ved at læse"),
        "review_decision": _("Afgørelser, der endnu kan fortrydes"),
        "bulk_run": _("Det, du har gjort ved mange tilbud på én gang"),
        "vocabulary_change": _("Det, du har rettet i ordlisterne"),
        "by_name": _("Andre steder, hvor dit navn står"),
    }.get(table, "")


def place_of(table: str) -> str:
    """Return what a table is called, in which somebody may stand by their name alone; "" where nobody does."""
    return {
        "organisation": _("Organisationer"),
        "former_organisation": _("Organisationer, der er lagt sammen"),
        "policy_draft": _("Politikker"),
        "reason_template": _("Skabeloner til svar"),
        "joint_partner": _("Fælles tilbud"),
        "likely_duplicate": _("Tilbud, der ligner hinanden"),
        "partner_wish": _("Tilbud, der søger partnere"),
        "partner_reply": _("Svar til partnere"),
        "problem_report": _("Meldte problemer"),
        "field_comment": _("Kommentarer til tekster"),
    }.get(table, "")


def field_of(table: str, name: str) -> str:
    """Return what a field of a table is called; "" where nobody but a program wants it."""
    own = {
        ("membership", "role"): _("Du er"),
        ("membership", "message"): _("Det skrev du"),
        ("colleague_invitation", "email"): _("Sendt til"),
        ("colleague_invitation", "role"): _("Inviteret som"),
        ("colleague_invitation", "created_at"): _("Sendt"),
        ("session", "created_at"): _("Logget ind"),
        ("session", "expires_at"): _("Logges ud senest"),
        ("mailed_link", "created_at"): _("Sendt"),
        ("mailed_link", "expires_at"): _("Virker til"),
        ("import_upload", "created_at"): _("Sendt ind"),
        ("import_upload", "expires_at"): _("Slettes senest"),
        ("outbox", "created_at"): _("Skrevet"),
        ("mail_bounce", "reason"): _("Svaret fra mailserveren"),
        ("offer_link", "expires_at"): _("Virker til"),
        ("problem_report", "created_at"): _("Meldt"),
        ("partner_reply", "created_at"): _("Sendt"),
        ("organisation", "name"): _("Organisation"),
    }.get((table, name))
    return own or _fields().get(name, "")


def _fields() -> Mapping[str, str]:
    return {
        "action": _("Hvad"),
        "added_at": _("Lagt i samlingen"),
        "address": _("Mailadresse"),
        "answer": _("Svaret"),
        "answered_at": _("Besvaret"),
        "answered_by_name": _("Besvaret af"),
        "asked_at": _("Bad om at være med"),
        "at": _("Hvornår"),
        "by_name": _("Dit navn"),
        "changed_at": _("Ændret"),
        "closed_at": _("Lukket"),
        "closed_by_name": _("Lukket af"),
        "confirmed_at": _("Mailadressen bekræftet"),
        "contact_email": _("Kontaktens mailadresse"),
        "contact_name": _("Kontakt"),
        "contact_phone": _("Kontaktens telefon"),
        "contact_role": _("Kontaktens rolle"),
        "created_at": _("Oprettet"),
        "decided_at": _("Afgjort"),
        "email": _("Mailadresse"),
        "error": _("Hvorfor den ikke kunne sendes"),
        "expires_at": _("Gælder til"),
        "file_name": _("Fil"),
        "first_at": _("Første gang"),
        "has_password": _("Har adgangskode"),
        "invited_at": _("Inviteret"),
        "invited_by_name": _("Inviteret af"),
        "joined_at": _("Blev medlem"),
        "kind": _("Hvad det handler om"),
        "last_at": _("Seneste gang"),
        "locale": _("Sprog"),
        "name": _("Navn"),
        "note": _("Note"),
        "offer": _("Tilbud"),
        "organisation": _("Organisation"),
        "purpose": _("Hvad det er til"),
        "reader_email": _("Din mailadresse"),
        "reader_locale": _("Sprog"),
        "reason": _("Begrundelse"),
        "recipient": _("Til"),
        "review_mail": _("Mails, når tilbud venter"),
        "role": _("Rolle"),
        "role_names": _("Roller"),
        "saved_at": _("Gemt"),
        "sent_at": _("Sendt"),
        "shortlist": _("Samling"),
        "signed_in_at": _("Sidst logget ind"),
        "spent_at": _("Brugt"),
        "status": _("Status"),
        "subject": _("Emne"),
        "submitted_at": _("Sendt til godkendelse"),
        "suspended_at": _("Suspenderet"),
        "taken_at": _("Taget"),
        "text": _("Tekst"),
        "title": _("Tilbud"),
        "undone_at": _("Fortrudt"),
        "until": _("Til"),
        "unwanted_mail": _("Mails, du har sagt nej til"),
        "where": _("Hvor"),
    }


def told(table: str, row: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return the fields of a row that people want, each with its name and what it says."""
    shown = [(name, value) for name, value in row.items() if name not in FOR_PROGRAMS and value is not None]
    if table == "account" and Role.ADMINISTRATOR.value not in row.get("role_names", ()):
        shown = [(name, value) for name, value in shown if name != "review_mail"]  # asked of nobody else
    named = [(field_of(table, name), _said(table, name, value)) for name, value in shown]
    return [(name, said) for name, said in named if name and said]


def _said(table: str, name: str, value: Any) -> str:
    if (table, name) in _WORDS_OF:
        return _WORDS_OF[table, name](value)
    if name in _WORDS and isinstance(value, str | list):
        return _WORDS[name](value)
    if isinstance(value, bool):
        return _("Ja") if value else _("Nej")
    if isinstance(value, dt.date):
        form = "moment" if isinstance(value, dt.datetime) else "date"
        return str(environment.filters[form](value))
    if isinstance(value, list):
        return ", ".join(_said(table, "", one) for one in value)
    return _("en tidligere bruger") if value == FORMER else str(value)


def _one_of(words: Callable[[], Mapping[str, str]]) -> Callable[[Any], str]:
    """Return what says a value in words; a value of another version of Sammen stays as it is."""
    return lambda value: words().get(value, str(value))


def _languages() -> Mapping[str, str]:
    return {"da": _("Dansk"), "en": _("Engelsk")}


def _statuses() -> Mapping[str, str]:
    return {
        "draft": _("Kladde"),
        "submitted": _("Sendt til godkendelse"),
        "returned": _("Sendt retur"),
        "declined": _("Afslået"),
        "approved": _("Godkendt"),
        "replaced": _("Afløst af en nyere tekst"),
    }


def _purposes() -> Mapping[str, str]:
    return {
        "sign_in": _("At logge ind"),
        "confirm": _("At bekræfte din mailadresse"),
        "invite": _("En invitation"),
    }


def _standings() -> Mapping[str, str]:
    return {"owner": _("Ejer"), "editor": _("Redaktør")}


def _unwanted(chosen: Any) -> str:
    return "; ".join(words for kind, words in mailing.kinds() if kind.value in chosen)


_WORDS: Mapping[str, Callable[[Any], str]] = {
    "locale": _one_of(_languages),
    "reader_locale": _one_of(_languages),
    "status": _one_of(_statuses),
    "purpose": _one_of(_purposes),
    "role": _one_of(_standings),
    "role_names": lambda names: role_names([role for role in Role if role.value in names]),
    "review_mail": _one_of(lambda: {how.value: words for how, words in mailing.reviews()}),
    "unwanted_mail": _unwanted,
}
_WORDS_OF: Mapping[tuple[str, str], Callable[[Any], str]] = {
    ("bulk_run", "action"): _one_of(lambda: {str(action): words for action, words in action_names().items()}),
    ("problem_report", "kind"): _one_of(reports.kinds),
    ("vocabulary_change", "note"): history_words.translated,
}

register(person_told=told)
