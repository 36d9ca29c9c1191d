"""Sentences with personal data in them, made up by the thousand. Nobody in them exists."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator
from dataclasses import dataclass

from registry.matching.understand import listed

#: Names that no list here has.
UNLISTED = ("ngozi", "zbigniew", "tuulikki", "ottokar", "bronwyn", "xiomara", "thorkildur", "wjatscheslaw", "quinlan")
_REST = (
    "urolig dreng på 9 der elsker heste, {} gratis",
    "{} pige 10 år har ingen venner",
    "ensom og stille, {} vil gerne spille fodbold om mandagen",
    "noget for en genert elev i 3. klasse i Vejgaard. {}",
    "{} restless boy aged 9, near Nibe, after school",
    "søskende på 7 og 11 {} helst lørdag formiddag",
    "{}",
)
_CPR = (
    "{d}{m}{y}-{s}", "{d}{m}{y}{s}", "{d}{m}{y} {s}", "{d}.{m}.{y}-{s}", "{d} {m} {y} {s}", "{d}/{m}/{y}-{s}",
    "{d}{m}{y} nr {s}", "{d}{m}{y} nr. {s}", "{d}{m}{y}-{s1} {s2}", "{d}{m}{y} {s1} {s2}", "{d}{m}20{y}-{s}",
    "{d}.{m}.20{y} {s}", "{d}{m}{y}–{s}", "cpr: {d}{m}{y}{s}", "{d}{m}{y}/{s}", "{d}{m}{y}, {s}", "{spaced}",
    "født {d}-{m}-{y} - {s}",
)  # fmt: skip
_PHONES = (
    "{0}{1}{2}{3}", "{0} {1} {2} {3}", "+45 {0}{1}{2}{3}", "+45 {0} {1} {2} {3}", "0045{0}{1}{2}{3}", "{0}-{1}-{2}-{3}",
    "{0}.{1}.{2}.{3}", "{0}{1} {2}{3}", "tlf. {0}{1}{2}{3}", "(+45) {0}{1}{2}{3}", "{0} {1}{2}{3}",
)  # fmt: skip
_MAILS = (
    "{n}@{h}.dk",
    "{n}.{n2}@{h}.com",
    "{n}(at){h}.dk",
    "{n} @ {h}.dk",
    "{n} snabel-a {h} punktum dk",
    "{n}_9@{h}.org",
)
_STREETS = (
    "Hobrovej",
    "hobrovej",
    "Danmarksgade",
    "Vestre Allé",
    "Kastanjevænget",
    "Sofiendalsbakken",
    "Latinerstræde",
)
_HOUSES = ("{} {}", "{} nr. {}", "{} {}B", "{} {}, 2. tv", "{} {} st. th")
#: Where a name stands whatever it is, and where only a name that is no word is sure to be seen.
_NAMED = (
    "hedder {} og", "der hedder {}.", "ved navn {},", "navn: {},", "hans navn er {},", "kaldes {},", "{} er 9 år og",
    "{} på 8", "a boy named {},", "her name is {},", "mvh {}.", "({}, 12)", "navnet {},",
)  # fmt: skip
_MENTIONED = (
    "for {}",
    "{} vil gerne være med,",
    "mor til {}",
    "hjælp til {}",
    "og {}s bror",
    "drengen {}",
    "min elev {}",
)


@dataclass(frozen=True)
class Sentence:
    """A sentence, the words in it that lead to somebody, in small letters, and whether it must be refused."""

    text: str
    secrets: tuple[str, ...]
    refused: bool


def sentences(number: int, seed: int = 1) -> Iterator[Sentence]:
    """Make sentences; the same ones each time."""
    dice = random.Random(seed)
    makers = (_with_cpr, _with_phone, _with_mail, _with_address, _with_name, _with_name, _with_name)
    for _ in range(number):
        told, secrets, refused = dice.choice(makers)(dice)
        yield Sentence(dice.choice(_REST).format(told).strip(), tuple(map(str.lower, secrets)), refused)


def _with_cpr(dice: random.Random) -> tuple[str, list[str], bool]:
    day = dt.date(2005, 1, 1) + dt.timedelta(days=dice.randrange(7000))
    serial = f"{dice.randrange(10000):04}"
    d, m, y = f"{day:%d}", f"{day:%m}", f"{day:%y}"
    spaced = " ".join(d + m + y + serial)
    written = dice.choice(_CPR).format(d=d, m=m, y=y, s=serial, s1=serial[:2], s2=serial[2:], spaced=spaced)
    return written, [d + m + y, d + m + y + serial, f"{d}{m}{y}-{serial}"], True


def _with_phone(dice: random.Random) -> tuple[str, list[str], bool]:
    parts = [str(dice.randrange(21, 90)), *(f"{dice.randrange(100):02}" for _ in range(3))]
    return dice.choice(_PHONES).format(*parts), ["".join(parts), " ".join(parts)], True


def _with_mail(dice: random.Random) -> tuple[str, list[str], bool]:
    name, second, house = dice.choice(_only()), dice.choice(_only()), dice.choice(UNLISTED)
    return dice.choice(_MAILS).format(n=name, n2=second, h=house), [house], True


def _with_address(dice: random.Random) -> tuple[str, list[str], bool]:
    street, house = dice.choice(_STREETS), dice.randrange(1, 200)
    return f"bor på {dice.choice(_HOUSES).format(street, house)}, ", [street.split()[-1]], True


def _with_name(dice: random.Random) -> tuple[str, list[str], bool]:
    """A name in a place that tells that it is one, or one that is listed anywhere; with capitals or without."""
    as_written = dice.choice((str.lower, str.title, str.title, str.upper))
    first = dice.choice((*_only(), *_words(), *UNLISTED))
    is_sure = first in _only() or (first in UNLISTED and as_written is str.title)
    family = [dice.choice((*_only(), *_words()))] if dice.random() < 0.4 else []
    places = (*_NAMED, *_MENTIONED) if is_sure else _NAMED
    name = " ".join((first, *family))
    return dice.choice(places).format(as_written(name)), [first, *family], False


def _only() -> tuple[str, ...]:
    return tuple(sorted(listed.names()))


def _words() -> tuple[str, ...]:
    """Names that are words too; not those that mean what is asked for, such as a day."""
    common = {"dag", "mark", "an"}
    return tuple(sorted(name for name in listed.word_names() if name not in common and len(name) > 1))
