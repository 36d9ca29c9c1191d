"""Words that look like a form of a shorter word but are words of their own: "koster" beside "kost".

Verbs that say the same as the noun they resemble ("larmer", "danser", "misbruger") are left out on purpose, since
meeting them is right; so are verbs that can't be told from the noun's own plural ("fester").
"""

from registry.danish.text import word_set

#: Infinitives of weak verbs; without their -e they are a noun that makes its plural otherwise and says something else.
_VERBS = word_set(
    """
    anlægge arve bande bede begære behage besøge bide bidrage binde blinke bore bruge brække bygge bytte drage dække
    falde fare fejle fiske forhøre forsvare forsøge fylde føle gabe gifte grine hade hakke hale handle have hjælpe
    holde hugge høre håbe indtage jage kalde kaste kigge klemme klippe knalde koste kramme krydse kysse købe lade
    lave lede ligge love lyde lyne lægge løfte låne made mande mene more måle nyse nævne opholde overfalde overtage
    passe pille præge rane regne rode rose rumme ryge rykke råbe råde røre savne skabe skamme skjule skælde slide
    slutte snitte snuse snyde spare sparke spille stave stemme stikke stille stoppe stride styre styrte støde sukke
    svare svede svinge syne tabe tage takke tale tegne tjekke tone trine trodse trykke trække udtrykke undre vente
    vide vinde vise volde vride vække
    """
)

#: Other words, each family on a line of its own: the word and those of its forms that mislead.
_FAMILIES = [
    family.split()
    for family in [
        "\n    anden andet ",
        " ballet balletten ",
        " bestand ",
        " bille biller ",
        " billede billeder billedet ",
        " billet billetter ",
        "\n    bort borte ",
        " bro broen ",
        " bror broren ",
        " chip chips ",
        " dansker danskere danskerne ",
        " datter ",
        " det dets ",
        "\n    dommer dommere ",
        " dyre dyrere dyrest dyreste dyrt ",
        " eneste ",
        " fart ",
        " fint ",
        " fort ",
        " først første ",
        " galt ",
        "\n    gode godt ",
        " handler ",
        " helt helte helten ",
        " hende ",
        " hjemme ",
        " hvalp ",
        " inden ",
        " kant ",
        " kort kortet kort ",
        "\n    koste kostet ",
        " kæreste kærester kæresten ",
        " leder ledere lederen ",
        " lidt ",
        " lige ",
        " liste lister ",
        " live ",
        " lyste ",
        "\n    læge læger lægen ",
        " mangle mangler ",
        " medie medier ",
        " mester mestre ",
        " middel ",
        " mode moden ",
        " moder ",
        " moderne ",
        "\n    mor mors ",
        " måtte ",
        " nede ",
        " næste ",
        " orden ",
        " parat ",
        " part ",
        " plante planter planten ",
        "\n    politiker politikere politikerne ",
        " post poster ",
        " punkt punkter ",
        " sagt ",
        " salt ",
        " samme ",
        " sammen ",
        " siden ",
        "\n    sidst sidste ",
        " sport ",
        " stand ",
        " stede ",
        " stolt stolte ",
        " styk stykke stykker ",
        " svær svært ",
        " takt ",
        "\n    tanke tanker tanken ",
        " telt telte ",
        " tide ",
        " tit ",
        " træt trætte ",
        " tusind tusinde ",
        " uden ",
        " vandt ",
        " vant vante ",
        "\n    vist ",
        " volde voldet ",
        " vægt ",
        " værd ",
        " vært ",
        " åre årer\n    ",
    ]
]


def _verb_forms(infinitive: str) -> set[str]:
    """The verb's forms, save the one in -et, which the noun's definite form needs: "spillet"."""
    stem = infinitive[:-1]
    single = stem[:-1] if stem[-1] == stem[-2] else stem
    made = {stem + ending for ending in ("e", "er", "es", "ede", "ende")}
    return made | {base + ending for base in (stem, single) for ending in ("te", "t")}


def _own_words() -> dict[str, str]:
    families = {infinitive: _verb_forms(infinitive) for infinitive in _VERBS}
    for family in _FAMILIES:
        families.setdefault(family[0], set()).update(family)
    return {form: word for word, family in families.items() for form in family}


_OWN_WORDS = _own_words()


def is_own_word(form: str, of: str) -> bool:
    """Whether `form`, which the word `of` might take by its endings, is really a form of another word."""
    lemma = _OWN_WORDS.get(form)
    return lemma is not None and _OWN_WORDS.get(of, of) != lemma
