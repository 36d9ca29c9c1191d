"""What the page about privacy tells: what is kept about whom, and which cookies there are."""

from __future__ import annotations

from registry.i18n import gettext as _

Row = tuple[str, str, str]


def about_people() -> list[Row]:
    """Return whom something is kept about, what, and for how long."""
    return [
        (
            _("Dig, der har en konto"),
            _("Navn, e-mailadresse, rolle, sprog, valg af mails og en kode, der kun kan kontrolleres og ikke læses."),
            _("Så længe kontoen findes. Bekræfter du aldrig din oprettelse, sletter vi den efter omkring en måned."),
        ),
        (
            _("Dig, der er logget ind"),
            _("At denne browser er logget ind."),
            _("Højst 14 dage, eller til du logger ud."),
        ),
        (
            _("Dig, der prøver at logge ind"),
            _("Hvor mange forsøg der er gjort, under et aftryk af e-mail og netværksadresse, som ikke kan læses."),
            _("Nogle timer."),
        ),
        (
            _("Kontaktpersoner hos partnere"),
            _("Navn, rolle, telefon og e-mail, som partneren selv har skrevet ved tilbuddet."),
            _("Så længe tilbuddets udgaver bliver gemt. Partneren kan altid rette det, alle ser."),
        ),
        (
            _("Partnere og administratorer"),
            _("Hvem der har skrevet, sendt og godkendt hvad, og hvornår."),
            _("Uden tidsgrænse, så en godkendelse kan efterprøves."),
        ),
        (
            _("Fagpersoner"),
            _("Dine samlinger med noter. Kun du ser dem, medmindre du selv deler et link."),
            _("Til du sletter dem."),
        ),
        (
            _("Dig, der melder en fejl"),
            _("Det, du skriver, og din e-mailadresse, hvis du vil have svar."),
            _("Adressen, til meldingen er besvaret eller lukket. Det, du skriver, så længe tilbuddet er gemt."),
        ),
        (
            _("Modtagere af mail fra os"),
            _("Adresse, emne og tidspunkt. Selve teksten bliver slettet, når mailen er sendt eller opgivet."),
            _("I 90 dage, til fejlsøgning."),
        ),
        (
            _("Adresser, som mail ikke når"),
            _("Adressen, og hvad mailserveren svarede."),
            _("Til en mail kommer frem, højst et år."),
        ),
    ]


def cookies() -> list[Row]:
    """Return the cookies: name, what for, and for how long."""
    return [
        ("session", _("Husker, at du er logget ind."), _("I 14 dage, eller til du logger ud.")),
        (
            "oprettet",
            _("Genkender den browser, du oprettede dig i, så ingen andre kan bestemme din adgangskode."),
            _("I et døgn."),
        ),
        ("sprog", _("Husker, om du har valgt dansk eller engelsk."), _("I et år.")),
        ("besked", _("Viser en kvittering én gang, når du har gemt noget."), _("I et minut.")),
        ("varsel", _("Viser én gang, hvem du kan ringe til, når en søgning tyder på fare."), _("I et minut.")),
    ]
