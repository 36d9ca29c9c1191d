"""Short texts in both languages, and how numbers, distances and times of day are written in each."""

from __future__ import annotations

from typing import NamedTuple


class Text(NamedTuple):
    """A text in Danish and in English."""

    da: str
    en: str

    def label(self, locale: str = "da") -> str:
        """Return the text in the language of `locale`."""
        return self.en if locale.startswith("en") else self.da


def same(words: str) -> Text:
    """Return a text that is the same in both languages, such as a name."""
    return Text(words, words)


def number(value: float) -> Text:
    """Write a number without needless decimals: 1.2 → "1,2" and "1.2"; 5.0 → "5"."""
    plain = f"{value:.2f}".rstrip("0").rstrip(".")
    return Text(plain.replace(".", ","), plain)


def kilometres(value: float) -> Text:
    """Write a distance: one decimal under ten km, whole km above; the same whether or not it was rounded before."""
    tenths = round(value, 1)
    amount = number(tenths if tenths < 10 else round(tenths))
    return Text(f"{amount.da} km", f"{amount.en} km")


def clock(time: str) -> Text:
    """Write "15:30" as "15.30" and "15:30"."""
    return Text(time.replace(":", "."), time)


def listed(texts: list[Text], *, last: Text) -> Text:
    """Join texts as one says them: "tirsdag og torsdag"; `last` is the word before the last one."""
    if len(texts) < 2:
        return texts[0] if texts else same("")
    return Text(
        *(
            ", ".join(words[:-1]) + f" {word} " + words[-1]
            for words, word in zip(zip(*texts, strict=True), last, strict=True)
        )
    )


AND = Text("og", "and")
OR = Text("eller", "or")


def capitalised(text: Text) -> Text:
    """Return the text with a capital first letter in both languages."""
    return Text(text.da[:1].upper() + text.da[1:], text.en[:1].upper() + text.en[1:])
