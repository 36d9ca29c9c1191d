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

#: Other words without look-alike forms of their own.
_SINGLE = word_set(
    """
    bestand bort borte datter eneste fart fint fort galt handler hende hjemme hvalp inden kant lidt lige live lyste
    middel mindre moder moderne måtte nede næste orden parat part sagt salt samme sammen siden sport stand stede takt
    tide tit uden vandt vist vægt værd vært
    """
)

#: And those with some: each line is one word and the forms of it that mislead.
_FAMILIES = """
anden andet
ballet balletten
bille biller
billede billeder billedet
billet billetter
bro broen
bror broren
chip chips
dansker danskere danskerne
det dets
dommer dommere
dyre dyrere dyrest dyreste dyrt
først første
gode godt
helt helte helten
kort kortet
koste kostet
kæreste kærester kæresten
leder ledere lederen
liste lister
læge læger lægen
mangle mangler
medie medier
mester mestre
mode moden
mor mors
plante planter planten
politiker politikere politikerne
post poster
punkt punkter
sidst sidste
stolt stolte
styk stykke stykker
svær svært
tanke tanker tanken
telt telte
træt trætte
tusind tusinde
vant vante
volde voldet
håndværker håndværkere håndværkerne
kraft kræfter kræfterne
roe roer roerne
ror ror rors
tale talen taler talere
voksen voksne
åre årer
""".strip().splitlines()


def _verb_forms(infinitive: str) -> set[str]:
    """The verb's forms, save the one in -et, which the noun's definite form needs: "spillet"."""
    stem = infinitive[:-1]
    single = stem[:-1] if stem[-1] == stem[-2] else stem
    made = {stem + ending for ending in ("e", "er", "es", "ede", "ende")}
    return made | {base + ending for base in (stem, single) for ending in ("te", "t")}


def _own_words() -> dict[str, str]:
    families = {infinitive: _verb_forms(infinitive) for infinitive in _VERBS}
    families |= {word: {word} for word in _SINGLE}
    for line in _FAMILIES:
        word, *others = line.split()
        families.setdefault(word, {word}).update(others)
    return {form: word for word, family in families.items() for form in family}


_OWN_WORDS = _own_words()


def is_own_word(form: str, of: str) -> bool:
    """Whether `form`, which the word `of` might take by its endings, is really a form of another word."""
    lemma = _OWN_WORDS.get(form)
    return lemma is not None and _OWN_WORDS.get(of, of) != lemma
