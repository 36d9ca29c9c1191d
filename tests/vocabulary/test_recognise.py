"""A searcher's sentence: the needs it speaks of and the worries that an offer can't answer."""

from __future__ import annotations

import pytest

from registry.vocabulary import needs_in, safety_in


def ids(text: str) -> set[str]:
    return {found.id for found in needs_in(text)}


@pytest.mark.parametrize(
    ("sentence", "needs"),
    [
        ("urolig dreng på 9 der elsker heste, Nørresundby, gratis", {"plads_til_energi"}),
        ("pige 10 år har ingen venner", {"finde_venner"}),
        ("barnet tør ikke komme alene første gang", {"eget_tempo"}),
        ("mor har ikke råd til kontingentet", {"raad_til_at_vaere_med"}),
        ("kan ikke falde i søvn om aftenen", {"sunde_hverdage"}),
        ("hans far drikker", {"svaert_hjemme"}),
        ("slår de andre børn og har kort lunte", {"styre_foelelser"}),
        ("dreng i kørestol vil dyrke sport", {"deltage_med_handicap", "vaere_aktiv"}),
        ("er lige flyttet hertil og kender ingen", {"ny_i_omraadet"}),
        ("vil gerne lære dansk", {"laere_dansk"}),
        ("forældrene er lige blevet skilt", {"to_hjem"}),
        ("plejebarn der savner andre i samme situation", {"bo_et_nyt_sted", "moede_ligesindede"}),
        ("bliver drillet og holdt udenfor", {"tryg_blandt_andre"}),
        ("kan lide at lege udenfor", set()),
        ("hvad koster det at gå til ridning?", set()),
        ("snuse til flere idrætter", {"finde_sin_interesse"}),
        ("vil gerne bruge kræfterne på noget godt", set()),
        ("har en storebror og to søskende", set()),
        ("jeg er fysioterapeut og søger et hold", set()),
        ("ikke genert og ikke urolig", set()),
        ("han har ADD", {"plads_til_energi"}),
        ("vil du add en ven", set()),
    ],
)
def test_hears_the_needs_in_a_sentence(sentence: str, needs: set[str]) -> None:
    assert ids(sentence) == needs


def test_tells_denied_needs_when_asked() -> None:
    assert [(one.id, one.negated) for one in needs_in("ikke genert", keep_negated=True)] == [
        ("smaa_faellesskaber", True)
    ]


@pytest.mark.parametrize(
    ("sentence", "signals"),
    [
        ("han siger at han vil dø", ["akut_selvskade"]),
        ("pige på 15 der cutter", ["akut_selvskade"]),
        ("hun skærer i sig selv", ["akut_selvskade"]),
        ("hun vil ikke leve mere", ["akut_selvskade"]),
        ("som ikke vil leve", ["akut_selvskade"]),
        ("ingen selvmordstanker lige nu", ["akut_selvskade"]),
        ("drengen bliver slået derhjemme", ["vold_overgreb"]),
        ("der er vold i hjemmet", ["vold_overgreb"]),
        ("faderen er voldelig", ["vold_overgreb"]),
        ("skal giftes bort i sommerferien", ["aeresrelateret"]),
        ("lever under negativ social kontrol og vold", ["vold_overgreb", "aeresrelateret"]),
        ("det volder ham besvær at læse", []),
        ("voldsomt glad for heste", []),
        ("urolig dreng på 9", []),
        ("", []),
    ],
)
def test_hears_what_an_offer_cannot_answer(sentence: str, signals: list[str]) -> None:
    assert safety_in(sentence) == signals
