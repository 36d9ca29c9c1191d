"""What happened, in a sentence: `{{ line|history_line }}`, and on a page about the thing itself
`{{ line|history_line(short=true) }}`, which leaves its name out. `{{ line|history_note }}` is the reason, if one was
given and the sentence doesn't hold it already. `{{ text|as_noted }}` reads any text that was kept like a note.
"""

from __future__ import annotations

import re

from markupsafe import Markup

from registry.history import FORMER, HistoryLine, Verb
from registry.i18n import gettext as _
from registry.web import history_words_policy

#: Their notes are names of people.
_TELL_NAMES = {Verb.LET_IN, Verb.TURNED_AWAY, Verb.MADE_OWNER, Verb.MADE_EDITOR, Verb.REMOVED_MEMBER}
#: These put the line's note into their sentence.
_TELL_THEIR_NOTE = _TELL_NAMES | {
    Verb.SAVED,
    Verb.ORGANISATION_CHANGED,
    Verb.GAVE_OFFER_AWAY,
    Verb.TOLD_APART,
    Verb.MERGED_AWAY,
    Verb.MERGED_IN,
    Verb.MERGED,
    Verb.MERGED_INTO,
    Verb.INVITED_PARTNER,
    Verb.REMOVED_PARTNER,
    Verb.JOINED_OFFER,
    Verb.DECLINED_OFFER,
    Verb.LEFT_OFFER,
    Verb.OFFERED_HELP,
    Verb.ANSWERED_HELP,
}
#: The notes of these are names of roles.
_TELL_ROLES = {Verb.INVITED, Verb.ACCOUNT_ADDED, Verb.ROLES_CHANGED}
_ROLES = re.compile("partner|professional|administrator")
_LIST = re.compile("(, | og )")
#: Under another name, so that what it is given isn't taken for a text of this module.
_look_up = _


def told(line: HistoryLine, short: bool = False, url: str | None = None) -> str:
    """Return the sentence as a page shows it.

    Args:
        line: what happened.
        short: leave out the name of the thing.
        url: where the thing is; its name then becomes a link.
    """
    if line.subject_name == FORMER:
        return sentence(line, short)
    name: str = line.subject_name
    if line.subject_kind == "offer":
        name = Markup('<span lang="da">{}</span>').format(name)
    if url is not None:
        name = Markup('<a href="{}">{}</a>').format(url, name)
    form, parts = _form(line, short)
    return Markup(form) % {**parts, "name": name}  # noqa: S704  the forms are our own; what fills them is escaped


def sentence(line: HistoryLine, short: bool = False) -> str:
    """Return who did what, as a sentence without a full stop; `short` leaves out the name of the thing."""
    form, parts = _form(line, short)
    return form % parts


def _form(line: HistoryLine, short: bool) -> tuple[str, dict[str, str]]:
    """Return a sentence with gaps, and what fills them."""
    form = (_short_forms() if short else _long_forms()).get(line.verb)
    who = line.actor_name or _("En læser")
    if line.actor_id is None and who == "system":
        who = _("Sammen")
    if who == FORMER:
        who = _("En tidligere bruger")
    subject = _("en tidligere bruger") if line.subject_name == FORMER else line.subject_name
    if form is None:  # a line of a version of Sammen that had another word for it
        form = "%(who)s: %(verb)s"
    about = translated(line.note) if line.note else _("noget")
    return form, {"who": who, "name": subject, "note": about, "verb": line.verb}


def note(line: HistoryLine) -> str:
    """Return the reason that was given, unless the sentence holds it already."""
    if line.verb in _TELL_THEIR_NOTE or not line.note:
        return ""
    if line.verb in _TELL_ROLES:
        return _ROLES.sub(lambda found: _role(found[0]), line.note)
    return translated(line.note)


def translated(note: str) -> str:
    """Notes are kept in Danish; those that are the product's own words are read in the reader's language."""
    if (whole := _look_up(note)) != note:
        return whole
    listed = _LIST.split(note)
    words = [_look_up(word) for word in listed]
    return "".join(words) if any(word != said for word, said in zip(words[::2], listed[::2], strict=True)) else note


def _role(name: str) -> str:
    return {"partner": _("partner"), "professional": _("fagperson"), "administrator": _("administrator")}[name]


def _long_forms() -> dict[str, str]:
    return {
        **history_words_policy.long_forms(),
        Verb.SIGNED_UP: _("%(who)s oprettede sig"),
        Verb.INVITED: _("%(who)s inviterede %(name)s"),
        Verb.JOINED_BY_INVITATION: _("%(who)s tog imod invitationen"),
        Verb.ROLES_CHANGED: _("%(who)s ændrede rollerne for %(name)s"),
        Verb.PASSWORD_CHANGED: _("%(who)s ændrede sin adgangskode"),
        Verb.ACCOUNT_ADDED: _("%(who)s oprettede en konto til %(name)s"),
        Verb.ACCOUNT_CLOSED: _("%(who)s lukkede kontoen for %(name)s"),
        Verb.SIGNED_OUT: _("%(who)s loggede %(name)s ud alle steder"),
        Verb.ACCOUNT_REOPENED: _("%(who)s åbnede kontoen for %(name)s igen"),
        Verb.ACCOUNT_DELETED: _("%(who)s slettede en konto"),
        Verb.ORGANISATION_CREATED: _("%(who)s oprettede %(name)s"),
        Verb.ORGANISATION_CHANGED: _("%(who)s rettede %(note)s hos %(name)s"),
        Verb.ORGANISATION_VERIFIED: _("%(who)s bekræftede %(name)s"),
        Verb.ORGANISATION_UNVERIFIED: _("%(who)s tog bekræftelsen af %(name)s tilbage"),
        Verb.SUSPENDED: _("%(who)s suspenderede %(name)s"),
        Verb.SUSPENSION_LIFTED: _("%(who)s ophævede suspenderingen af %(name)s"),
        Verb.TRUSTED: _("%(who)s lod små ændringer fra %(name)s gå igennem automatisk"),
        Verb.TRUST_TAKEN_BACK: _("%(who)s lader igen kommunen læse alle ændringer fra %(name)s"),
        Verb.MERGED: _("%(who)s lagde %(note)s sammen med %(name)s"),
        Verb.MERGED_INTO: _("%(who)s lagde %(name)s ind under %(note)s"),
        Verb.ASKED_TO_JOIN: _("%(who)s bad om at blive medlem af %(name)s"),
        Verb.TOOK_REQUEST_BACK: _("%(who)s vil ikke længere være medlem af %(name)s"),
        Verb.LET_IN: _("%(who)s lukkede %(note)s ind i %(name)s"),
        Verb.TURNED_AWAY: _("%(who)s sagde nej til %(note)s hos %(name)s"),
        Verb.LEFT: _("%(who)s forlod %(name)s"),
        Verb.INVITED_COLLEAGUE: _("%(who)s inviterede en kollega til %(name)s"),
        Verb.JOINED_ORGANISATION: _("%(who)s blev medlem af %(name)s på en invitation"),
        Verb.MADE_OWNER: _("%(who)s gjorde %(note)s til ejer af %(name)s"),
        Verb.MADE_EDITOR: _("%(who)s gjorde %(note)s til redaktør hos %(name)s"),
        Verb.REMOVED_MEMBER: _("%(who)s fjernede %(note)s fra %(name)s"),
        Verb.GAVE_OFFER_AWAY: _("%(who)s flyttede ”%(note)s” væk fra %(name)s"),
        Verb.STARTED: _("%(who)s begyndte på ”%(name)s”"),
        Verb.SAVED: _("%(who)s rettede %(note)s i ”%(name)s”"),
        Verb.COPIED: _("%(who)s kopierede et tilbud til ”%(name)s”"),
        Verb.DRAFT_DELETED: _("%(who)s slettede kladden ”%(name)s”"),
        Verb.SUBMITTED: _("%(who)s sendte ”%(name)s” til godkendelse"),
        Verb.WITHDRAWN: _("%(who)s trak ”%(name)s” tilbage for at rette"),
        Verb.RETURNED: _("%(who)s sendte ”%(name)s” retur"),
        Verb.DECLINED: _("%(who)s afslog ”%(name)s”"),
        Verb.APPROVED: _("%(who)s godkendte ”%(name)s”"),
        Verb.APPROVED_AUTOMATICALLY: _("%(who)s godkendte automatisk en ændring af ”%(name)s”"),
        Verb.APPROVED_CORRECTED: _("%(who)s godkendte ”%(name)s” med rettelser"),
        Verb.DECISION_UNDONE: _("%(who)s tog afgørelsen om ”%(name)s” tilbage"),
        Verb.AUTOMATIC_TAKEN_BACK: _("%(who)s tog den automatiske godkendelse af ”%(name)s” tilbage"),
        Verb.REASON_SAVED: _("%(who)s gemte begrundelsen ”%(name)s”"),
        Verb.REASON_DELETED: _("%(who)s slettede begrundelsen ”%(name)s”"),
        Verb.PAUSED: _("%(who)s satte ”%(name)s” på pause"),
        Verb.RESUMED: _("%(who)s tog ”%(name)s” af pause"),
        Verb.IMPORTED: _("%(who)s hentede ”%(name)s” ind som kladde"),
        Verb.PUBLISHED: _("%(who)s hentede ”%(name)s” ind og viste det frem"),
        Verb.CONFIRMED: _("%(who)s bekræftede, at ”%(name)s” stadig passer"),
        Verb.CHANGED_AT_ONCE: _("%(who)s rettede med det samme i ”%(name)s”"),
        Verb.DECLARED: _("%(who)s fornyede erklæringen om trygge rammer for ”%(name)s”"),
        Verb.ASKED_TO_CONFIRM: _("%(who)s spurgte, om ”%(name)s” stadig passer"),
        Verb.EXPIRED: _("%(who)s skjulte ”%(name)s”, da ingen bekræftede det i tide"),
        Verb.DECLARATION_LAPSED: _("%(who)s skjulte ”%(name)s”, da erklæringen om trygge rammer udløb"),
        Verb.ENDED: _("%(who)s skjulte ”%(name)s” efter sidste dag"),
        Verb.TRANSFERRED: _("%(who)s flyttede ”%(name)s” til en anden organisation"),
        Verb.TOLD_APART: _("%(who)s sagde, at ”%(name)s” ikke er det samme som ”%(note)s”"),
        Verb.MERGED_AWAY: _("%(who)s afsluttede ”%(name)s”, som er det samme som ”%(note)s”"),
        Verb.MERGED_IN: _("%(who)s samlede ”%(note)s” i ”%(name)s”"),
        Verb.INVITED_PARTNER: _("%(who)s inviterede %(note)s med om ”%(name)s”"),
        Verb.REMOVED_PARTNER: _("%(who)s fjernede %(note)s fra ”%(name)s”"),
        Verb.JOINED_OFFER: _("%(who)s sagde ja til, at %(note)s står bag ”%(name)s”"),
        Verb.DECLINED_OFFER: _("%(who)s sagde nej til, at %(note)s står bag ”%(name)s”"),
        Verb.LEFT_OFFER: _("%(who)s trak %(note)s fra ”%(name)s”"),
        Verb.SOUGHT_PARTNERS: _("%(who)s søgte partnere til ”%(name)s”"),
        Verb.STOPPED_SEEKING: _("%(who)s søger ikke partnere til ”%(name)s” mere"),
        Verb.OFFERED_HELP: _("%(who)s fra %(note)s skrev om at hjælpe med ”%(name)s”"),
        Verb.ANSWERED_HELP: _("%(who)s svarede %(note)s om ”%(name)s”"),
        Verb.HIDDEN_BY_HAND: _("%(who)s skjulte ”%(name)s”, til det er bekræftet"),
        Verb.SHOWN_AGAIN: _("%(who)s viste ”%(name)s” igen"),
        Verb.TAGGED: _("%(who)s ændrede behov, aktivitet eller politikmål for ”%(name)s”"),
        Verb.PROBLEM_REPORTED: _("%(who)s meldte en fejl i ”%(name)s”"),
        Verb.PROBLEM_ANSWERED: _("%(who)s svarede på en meldt fejl i ”%(name)s”"),
        Verb.PROBLEM_CLOSED: _("%(who)s lukkede en meldt fejl i ”%(name)s”"),
        Verb.VOCABULARY_CHANGED: _("%(who)s rettede ”%(name)s” i ordlisterne"),
        Verb.VOCABULARY_UNDONE: _("%(who)s fortrød en rettelse af ”%(name)s” i ordlisterne"),
    }


def _short_forms() -> dict[str, str]:
    return {
        **history_words_policy.short_forms(),
        Verb.SIGNED_UP: _("%(who)s oprettede sig"),
        Verb.INVITED: _("%(who)s sendte en invitation"),
        Verb.JOINED_BY_INVITATION: _("%(who)s tog imod invitationen"),
        Verb.ROLES_CHANGED: _("%(who)s ændrede rollerne"),
        Verb.PASSWORD_CHANGED: _("%(who)s ændrede sin adgangskode"),
        Verb.ACCOUNT_ADDED: _("%(who)s oprettede kontoen"),
        Verb.ACCOUNT_CLOSED: _("%(who)s lukkede kontoen"),
        Verb.SIGNED_OUT: _("%(who)s loggede personen ud alle steder"),
        Verb.ACCOUNT_REOPENED: _("%(who)s åbnede kontoen igen"),
        Verb.ACCOUNT_DELETED: _("%(who)s slettede kontoen"),
        Verb.ORGANISATION_CREATED: _("%(who)s oprettede organisationen"),
        Verb.ORGANISATION_CHANGED: _("%(who)s rettede %(note)s"),
        Verb.ORGANISATION_VERIFIED: _("%(who)s bekræftede organisationen"),
        Verb.ORGANISATION_UNVERIFIED: _("%(who)s tog bekræftelsen tilbage"),
        Verb.SUSPENDED: _("%(who)s suspenderede organisationen"),
        Verb.SUSPENSION_LIFTED: _("%(who)s ophævede suspenderingen"),
        Verb.TRUSTED: _("%(who)s lod små ændringer gå igennem automatisk"),
        Verb.TRUST_TAKEN_BACK: _("%(who)s lader igen kommunen læse alle ændringer"),
        Verb.MERGED: _("%(who)s lagde %(note)s sammen med organisationen"),
        Verb.MERGED_INTO: _("%(who)s lagde organisationen ind under %(note)s"),
        Verb.ASKED_TO_JOIN: _("%(who)s bad om at blive medlem"),
        Verb.TOOK_REQUEST_BACK: _("%(who)s vil ikke længere være medlem"),
        Verb.LET_IN: _("%(who)s lukkede %(note)s ind"),
        Verb.TURNED_AWAY: _("%(who)s sagde nej til %(note)s"),
        Verb.LEFT: _("%(who)s forlod organisationen"),
        Verb.INVITED_COLLEAGUE: _("%(who)s inviterede en kollega"),
        Verb.JOINED_ORGANISATION: _("%(who)s blev medlem på en invitation"),
        Verb.MADE_OWNER: _("%(who)s gjorde %(note)s til ejer"),
        Verb.MADE_EDITOR: _("%(who)s gjorde %(note)s til redaktør"),
        Verb.REMOVED_MEMBER: _("%(who)s fjernede %(note)s"),
        Verb.GAVE_OFFER_AWAY: _("%(who)s flyttede ”%(note)s” til en anden organisation"),
        Verb.STARTED: _("%(who)s begyndte på tilbuddet"),
        Verb.SAVED: _("%(who)s rettede %(note)s"),
        Verb.COPIED: _("%(who)s kopierede et tilbud hertil"),
        Verb.DRAFT_DELETED: _("%(who)s slettede kladden"),
        Verb.SUBMITTED: _("%(who)s sendte det til godkendelse"),
        Verb.WITHDRAWN: _("%(who)s trak det tilbage for at rette"),
        Verb.RETURNED: _("%(who)s sendte det retur"),
        Verb.DECLINED: _("%(who)s afslog det"),
        Verb.APPROVED: _("%(who)s godkendte det"),
        Verb.APPROVED_AUTOMATICALLY: _("%(who)s godkendte ændringen automatisk"),
        Verb.APPROVED_CORRECTED: _("%(who)s godkendte det med rettelser"),
        Verb.DECISION_UNDONE: _("%(who)s tog afgørelsen tilbage"),
        Verb.AUTOMATIC_TAKEN_BACK: _("%(who)s tog den automatiske godkendelse tilbage"),
        Verb.REASON_SAVED: _("%(who)s gemte den"),
        Verb.REASON_DELETED: _("%(who)s slettede den"),
        Verb.PAUSED: _("%(who)s satte det på pause"),
        Verb.RESUMED: _("%(who)s tog det af pause"),
        Verb.IMPORTED: _("%(who)s hentede det ind som kladde"),
        Verb.PUBLISHED: _("%(who)s hentede det ind og viste det frem"),
        Verb.CONFIRMED: _("%(who)s bekræftede, at det stadig passer"),
        Verb.CHANGED_AT_ONCE: _("%(who)s rettede med det samme"),
        Verb.DECLARED: _("%(who)s fornyede erklæringen om trygge rammer"),
        Verb.ASKED_TO_CONFIRM: _("%(who)s spurgte, om det stadig passer"),
        Verb.EXPIRED: _("%(who)s skjulte det, da ingen bekræftede det i tide"),
        Verb.DECLARATION_LAPSED: _("%(who)s skjulte det, da erklæringen om trygge rammer udløb"),
        Verb.ENDED: _("%(who)s skjulte det efter sidste dag"),
        Verb.TRANSFERRED: _("%(who)s flyttede det til en anden organisation"),
        Verb.TOLD_APART: _("%(who)s sagde, at det ikke er det samme som ”%(note)s”"),
        Verb.MERGED_AWAY: _("%(who)s afsluttede det, da det er det samme som ”%(note)s”"),
        Verb.MERGED_IN: _("%(who)s samlede ”%(note)s” i det"),
        Verb.INVITED_PARTNER: _("%(who)s inviterede %(note)s"),
        Verb.REMOVED_PARTNER: _("%(who)s fjernede %(note)s"),
        Verb.JOINED_OFFER: _("%(who)s sagde ja til, at %(note)s er med"),
        Verb.DECLINED_OFFER: _("%(who)s sagde nej til, at %(note)s er med"),
        Verb.LEFT_OFFER: _("%(who)s trak %(note)s fra tilbuddet"),
        Verb.SOUGHT_PARTNERS: _("%(who)s søgte partnere"),
        Verb.STOPPED_SEEKING: _("%(who)s søger ikke partnere mere"),
        Verb.OFFERED_HELP: _("%(who)s fra %(note)s skrev om at hjælpe"),
        Verb.ANSWERED_HELP: _("%(who)s svarede %(note)s"),
        Verb.HIDDEN_BY_HAND: _("%(who)s skjulte det, til det er bekræftet"),
        Verb.SHOWN_AGAIN: _("%(who)s viste det igen"),
        Verb.TAGGED: _("%(who)s ændrede behov, aktivitet eller politikmål"),
        Verb.PROBLEM_REPORTED: _("%(who)s meldte en fejl"),
        Verb.PROBLEM_ANSWERED: _("%(who)s svarede på en meldt fejl"),
        Verb.PROBLEM_CLOSED: _("%(who)s lukkede en meldt fejl"),
        Verb.VOCABULARY_CHANGED: _("%(who)s rettede"),
        Verb.VOCABULARY_UNDONE: _("%(who)s fortrød en rettelse"),
    }
