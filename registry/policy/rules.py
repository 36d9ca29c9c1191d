"""What becomes of answers when a policy framework takes over from another. Pure.

The crosswalk says for each old element what it corresponds to. An answer follows by itself where nobody would have to
write it anew: the new element is the same, or a wider one that holds the old. It needs the partner's word where the
new element asks for something more special, where the old one was split, and where an administrator wants it so. What
is retired ends with the old framework.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from registry.i18n import gettext as _
from registry.offers.content import ANSWER_LENGTH, PolicyAnswer
from registry.vocabulary import Crosswalk, Element


class Fate(StrEnum):
    """What becomes of an answer to an old element."""

    CARRIED = "carried"
    ASKED = "asked"
    ENDS = "ends"
    #: The offer answers the new element already.
    HELD = "held"


#: Relations, in the order in which they are offered.
RELATIONS = ("same", "broader", "narrower", "split", "retired")
#: Relations under which an answer follows by itself.
BY_ITSELF = frozenset({"same", "broader"})


@dataclass(frozen=True)
class Outcome:
    """What becomes of the answers to one old element.

    Attributes:
        relation: how the new elements relate to it; "" while nobody has decided, which ends it.
        targets: ids of the new elements.
        on_request: whether partners are asked although the answer would follow by itself.
    """

    source: str
    fate: Fate
    relation: str
    targets: tuple[str, ...] = ()
    on_request: bool = False


@dataclass(frozen=True)
class Step:
    """What becomes of one answer of an offer: `answer` is its text, `target` a new element or "" where it ends."""

    source: str
    target: str
    fate: Fate
    relation: str
    answer: str


def outcomes(old: Sequence[Element], crosswalk: Sequence[Crosswalk]) -> dict[str, Outcome]:
    """Return what becomes of each element of an old framework, in order.

    Args:
        old: the elements of the framework that ends.
        crosswalk: the lines that lead to the new framework, and those of retired elements.
    """
    return {element.id: _outcome(element.id, [one for one in crosswalk if one.source == element.id]) for element in old}


def _outcome(source: str, lines: Sequence[Crosswalk]) -> Outcome:
    targets = tuple(line.target for line in lines if line.target)
    if not targets:
        return Outcome(source, Fate.ENDS, lines[0].relation if lines else "")
    relation, wanted = lines[0].relation, any(line.needs_review for line in lines)
    if relation in BY_ITSELF and not wanted:
        return Outcome(source, Fate.CARRIED, relation, targets)
    return Outcome(source, Fate.ASKED, relation, targets, on_request=relation in BY_ITSELF)


def reason(outcome: Outcome) -> str:
    """Return in a sentence why an answer follows by itself, needs the partner's word, or ends."""
    if outcome.on_request:
        return _("Partneren bliver spurgt, fordi du har bedt om det, selv om målet er det samme eller bredere.")
    return {
        "same": _("Målet er det samme, så svaret følger med af sig selv."),
        "broader": _("Det nye mål er bredere og rummer det gamle, så svaret følger med af sig selv."),
        "narrower": _("Det nye mål er snævrere, så kun partneren ved, om svaret stadig passer."),
        "split": _("Målet er delt i flere, så partneren skal sige, hvad svaret hører til."),
        "retired": _("Målet går ud. Svaret kan læses, til den gamle politik slutter."),
    }.get(outcome.relation, _("Det er ikke besluttet endnu, hvad målet svarer til."))


def steps(
    answers: Sequence[PolicyAnswer],
    accepted: Collection[str],
    outcomes: Mapping[str, Outcome],
    done: Collection[str] = (),
) -> list[Step]:
    """Return what becomes of an offer's answers, in the partner's order.

    Only answers that a reviewer has accepted count. A new element that the offer answers already, or to which another
    answer follows by itself, is not asked about.

    Args:
        answers: what the offer's published text answers, to old elements and to new ones.
        accepted: ids of the elements whose answers were accepted.
        outcomes: what becomes of each old element.
        done: old elements that were seen to before.
    """
    answered = {answer.element for answer in answers}
    relevant = [one for one in answers if one.element in accepted and one.element in outcomes]
    carried = {
        target
        for one in relevant
        for target in outcomes[one.element].targets
        if outcomes[one.element].fate is Fate.CARRIED
    }
    found = []
    for one in relevant:
        outcome = outcomes[one.element]
        if one.element in done:
            continue
        held = answered | (carried if outcome.fate is Fate.ASKED else set())
        for target in outcome.targets or ("",):
            fate = Fate.HELD if target in held else outcome.fate
            found.append(Step(one.element, target, fate, outcome.relation, one.answer))
    return found


def with_carried(answers: Sequence[PolicyAnswer], steps: Sequence[Step]) -> tuple[PolicyAnswer, ...]:
    """Return the answers with those that follow by themselves; what an offer answers already stays as it is.

    Two old answers that follow to one element become one, if they aren't too long together: else the first stands.
    """
    made: dict[str, str] = {}
    known = {answer.element for answer in answers}
    for step in steps:
        if step.fate is not Fate.CARRIED or step.target in known:
            continue
        before = made.get(step.target)
        together = step.answer if before is None else f"{before}\n\n{step.answer}"
        if before is None or (len(together) <= ANSWER_LENGTH[1] and step.answer != before):
            made[step.target] = together
    return (*answers, *(PolicyAnswer(element, answer) for element, answer in made.items()))


def without(answers: Sequence[PolicyAnswer], ended: Collection[str]) -> tuple[PolicyAnswer, ...]:
    """Return the answers but those to elements of a framework that has ended."""
    return tuple(answer for answer in answers if answer.element not in ended)
