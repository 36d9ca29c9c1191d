"""Offers for the tests of matching, and a way to ask with few words."""

import datetime as dt

import msgspec

from registry import vocabulary
from registry.matching.catalogue import Catalogue
from registry.matching.rank import search
from registry.matching.wish import Wish
from registry.offers.content import Contact, OfferContent, Slot
from registry.offers.queries import LiveOffer

NOW = dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC)
MON, TUE, WED, THU, SAT = (Slot(day, "15:30", "17:00") for day in ("mon", "tue", "wed", "thu", "sat"))

STABLE = OfferContent(
    title="Heste og ro på små hold",
    summary="Fire børn, fire heste og de samme to voksne hver gang.",
    description="Vi strigler, muger ud og rider, og der er altid plads til en pause i halmen.",
    keywords=("ridning",),
    activities=("dyr",),
    age_min=7,
    age_max=11,
    gender="alle",
    capacity=4,
    weekly=(MON,),
    where="address",
    postal_code="9400",
    town="Nørresundby",
    price_dkk=0,
    needs=("plads_til_energi",),
    access=("trinfri",),
    languages=("da",),
    setting=("efter_skole",),
    contact=Contact(name="Mikkel Frandsen"),
)


def offer(
    id_="o1",
    content=STABLE,
    *,
    sector="association",
    elements=(),
    published=NOW,
    confirmed=NOW,
    name="Voerbjerg Rideklub",
    **changes,
):
    """An offer: the riding club's, with whatever a test is about changed."""
    return LiveOffer(
        id=id_,
        external_id=None,
        organisation_id="org",
        organisation_name=name,
        sector=sector,
        verified=True,
        version_id="v-" + id_,
        content=msgspec.structs.replace(content, **changes),
        elements=tuple(elements),
        published_at=published,
        confirmed_at=confirmed,
    )


def catalogue(*offers):
    return Catalogue.build(offers, vocabulary.current())


def ask(offers, query, **options):
    """Search a few offers with the query of a URL: "alder=9&dag=mon"."""
    wish = Wish.from_query([tuple(pair.split("=")) for pair in query.split("&") if pair])
    return search(catalogue(*offers), wish, now=NOW, **options)


def ids(matches):
    return [match.offer.id for match in matches]
