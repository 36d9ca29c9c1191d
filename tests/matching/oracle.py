"""A slow and simple reading of what a search must answer: each offer by itself, without bitmaps or columns."""

from registry import vocabulary
from registry.matching import activities
from registry.matching.values import ANY_OF, NEVER_RELAXED, PARTS_OF_DAY, UNKNOWN, minutes
from registry.offers.content import DAYS
from registry.vocabulary import distance_km

YES, UNSURE, NO = "yes", "unsure", "no"
SIZES = {"en": (1, 1), "lille": (1, 6), "mellem": (1, 15), "klasse": (16, 10**6), "stor": (29, 10**6)}


def groups(chips):
    """Demands that go together: kind → chips, or one group a chip where each must be met."""
    found = {}
    for chip in chips:
        kind = "place" if chip.kind == "radius" else chip.kind
        found.setdefault((kind, None if kind in ANY_OF else chip.value), []).append(chip)
    return list(found.values())


def outcome(offers, wish):
    """The ids of results, maybe and nearly (by the kind that is missing), as sets."""
    asked = groups(wish.demands)
    results, maybe, nearly = set(), set(), set()
    for offer in offers:
        if is_left_out(offer, wish):
            continue
        verdicts = judge_all(offer, asked)
        if all(verdict == YES for verdict in verdicts):
            results.add(offer.id)
        elif NO not in verdicts:
            maybe.add(offer.id)
        elif any(
            group[0].kind not in NEVER_RELAXED and meets(offer, [other for other in asked if other is not group])
            for group in asked
        ):
            nearly.add(offer.id)
    return results, maybe, nearly


def missing(offer, wish):
    """The kinds of demands of which giving up one alone lets an offer through."""
    asked = groups(wish.demands)
    kinds = {group[0].kind for group in asked if meets(offer, [other for other in asked if other is not group])}
    return {"place" if kind == "radius" else kind for kind in kinds} - NEVER_RELAXED


def count(offers, wish, asked):
    """How many offers meet some groups of demands."""
    return sum(not is_left_out(offer, wish) and meets(offer, asked) for offer in offers)


def is_left_out(offer, wish):
    """For adults only, and no age asks for them."""
    asks = any(chip.value[1] >= 18 for chip in wish.of("age"))
    return (offer.content.age_min or 0) >= 18 and not asks


def meets(offer, asked):
    return all(verdict == YES for verdict in judge_all(offer, asked))


def judge_all(offer, asked):
    days = set(DAYS)
    for group in asked:
        values = {chip.value for chip in group}
        if group[0].kind == "weekday" and UNKNOWN not in values:
            days &= values
        elif group[0].kind == "not_weekday":
            days -= values
    return [judge(offer, group, days) for group in asked]


def judge(offer, group, days):
    if group[0].kind in {"place", "radius"}:
        return place(offer, group)
    verdicts = [one(offer, chip.kind, chip.value, days) for chip in group]
    return YES if YES in verdicts else UNSURE if UNSURE in verdicts else NO


def among(value, said):
    return YES if value in said else UNSURE if not said else NO


def one(offer, kind, value, days):  # noqa: C901 - one line a rule
    content = offer.content
    if value == UNKNOWN:
        said = {"weekday": content.weekly, "price": content.price_dkk is not None, "language": content.languages}
        return NO if said[kind] else YES
    match kind:
        case "age":
            low, high = content.age_min, content.age_max
            if low is not None and high is not None:
                return YES if low <= value[1] and value[0] <= high else NO
            outside = (low is not None and low > value[1]) or (high is not None and high < value[0])
            return NO if outside else UNSURE
        case "weekday":
            return among(value, {slot.day for slot in content.weekly})
        case "part_of_day" | "time":
            return at_time(content, kind, value, days)
        case "price":
            if content.price_dkk is None:
                return UNSURE
            return YES if content.price_dkk <= value else NO
        case "need":
            return among(value, content.needs)
        case "activity" if value in vocabulary.current().facets["activity"].values:
            return among(value, content.activities)
        case "activity":
            return YES if value in named(content) else NO
        case "not_activity":
            if value in named(content, content.title, content.summary or "", *content.keywords):
                return NO
            return UNSURE if value in named(content) else YES
        case "gender":
            return YES if content.gender in {None, "alle", value} else NO
        case "group_size":
            low, high = SIZES[value]
            return UNSURE if content.capacity is None else YES if low <= content.capacity <= high else NO
        case "access":
            return YES if value in content.access else UNSURE
        case "language":
            return among(value, content.languages)
        case "element":
            parents = {vocabulary.current().elements[id_].parent for id_ in offer.elements}
            return among(value, {*offer.elements, *parents} if offer.elements else ())
        case "sector":
            return YES if value == offer.sector else NO
        case "not_weekday":
            had = {slot.day for slot in content.weekly}
            if not had or (value in had and len(had) > 1 and "drop_in" not in content.ways):
                return UNSURE
            return NO if had == {value} else YES
        case "not_place":
            if content.where in {"online", "comes_to_you"}:
                return YES
            return UNSURE if not content.postal_code else NO if content.postal_code == value else YES
    raise ValueError(kind)


def at_time(content, kind, value, days):
    slots = [slot for slot in content.weekly if slot.day in days]
    if any(slot.start and fits(slot, kind, value) for slot in slots):
        return YES
    if kind == "part_of_day" and value == "aften" and "aften" in content.setting:
        return YES if not content.weekly or any(not slot.start for slot in slots) else NO
    return UNSURE if not content.weekly or any(not slot.start for slot in slots) else NO


def fits(slot, kind, value):
    start = minutes(slot.start)
    end = minutes(slot.end) if slot.end else min(start + 60, 24 * 60)
    if kind == "part_of_day":
        first, last = PARTS_OF_DAY[value]
        return first <= start < last
    first, last = map(minutes, value)
    if first == last:
        return start <= first < max(end, start + 1)
    return first <= start < last and end <= last


def place(offer, group):
    content = offer.content
    if content.where in {"online", "comes_to_you"}:
        return YES
    if not content.postal_code:
        return UNSURE
    postals = vocabulary.current().postals
    wanted = [chip.value for chip in group if chip.kind == "place"]
    radius = next((chip.value for chip in group if chip.kind == "radius"), None)
    if content.postal_code in wanted:
        return YES
    if radius is None:
        return NO
    known = [code for code in wanted if code in postals and content.postal_code in postals]
    if any(distance_km(postals[code], postals[content.postal_code]) <= radius for code in known):
        return YES
    return NO if len(known) == len(wanted) else UNSURE


def named(content, *texts):
    """Concrete activities that an offer names, in some of its texts or anywhere."""
    texts = texts or [content.title, content.summary or "", content.description, *content.keywords]
    mentioned = [mention.activity for text in texts for mention in activities.mentions(text) if mention.activity]
    return {id_ for activity in mentioned for id_ in activities.wider(activity)}
