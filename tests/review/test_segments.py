"""Words that changed are marked, and nothing is lost or made up."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.review import segments
from registry.review.segments import Segments

TEXT = st.text(alphabet="abcæ ÆØ.,–\n 1", max_size=80)
WORDS = st.lists(st.sampled_from(["en", "to", "børn", "og", "heste", "15.30", "\n"]), max_size=40).map(" ".join)
ITEMS = st.lists(st.sampled_from(["Heste", "Natur", "Musik", "Mad, bål"]), unique=True, max_size=4)


def text(row: Segments) -> str:
    return "".join(segment.text for segment in row)


def marked(row: Segments) -> str:
    """A row with brackets around what changed."""
    return "".join(f"[{segment.text}]" if segment.changed else segment.text for segment in row).replace("][", "")


@given(TEXT | WORDS, TEXT | WORDS)
def test_segments_joined_are_the_texts(before: str, after: str) -> None:
    old, new = segments.compare(before, after)
    assert text(old) == before
    assert text(new) == after


@given(ITEMS, ITEMS)
def test_items_joined_are_the_lists(before: list[str], after: list[str]) -> None:
    old, new = segments.compare_items(before, after)
    assert text(old) == ", ".join(before)
    assert text(new) == ", ".join(after)


@given(TEXT | WORDS)
def test_a_text_is_like_itself(same: str) -> None:
    assert segments.are_alike(*segments.compare(same, same))


@given(TEXT, TEXT, st.sets(TEXT, max_size=3))
def test_whose_words_they_are_changes_nothing_in_a_text(before: str, after: str, own: set[str]) -> None:
    for row in segments.compare(before, after):
        same = segments.with_own(row, own)
        assert text(same) == text(row)
        assert marked(same) == marked(row)


def test_the_lines_that_somebody_wrote_themselves_are_told_apart() -> None:
    _before, now = segments.compare("25 kr.", "Gratis\nHjelm kan lånes\nStøtte")
    said = segments.with_own(now, {"Hjelm kan lånes"})
    assert [one.text.strip() for one in said if one.own] == ["Hjelm kan lånes"]
    assert [one.text.strip() for one in said if not one.own] == ["Gratis", "Støtte"]


@given(WORDS, WORDS)
def test_what_is_not_marked_stands_in_both(before: str, after: str) -> None:
    old, new = segments.compare(before, after)

    def unmarked(row: Segments) -> list[str]:
        return "".join(segment.text if not segment.changed else " " for segment in row).split()

    assert unmarked(old) == unmarked(new)


@pytest.mark.parametrize(
    ("before", "after", "old", "new"),
    [
        ("8–12 år", "6–12 år", "[8]–12 år", "[6]–12 år"),
        ("8–12 år", "6–14 år", "[8–12] år", "[6–14] år"),
        ("25 kr. pr. gang", "Gratis", "[25 kr. pr. gang]", "[Gratis]"),
        ("25 kr. pr. gang", "50 kr. pr. gang", "[25] kr. pr. gang", "[50] kr. pr. gang"),
        ("Mandag 14.30–16.30", "Mandag 14.30–17.00", "Mandag 14.30–[16.30]", "Mandag 14.30–[17.00]"),
        (
            "Mandag 14.30–16.30",
            "Mandag 14.30–16.30\nHolder pause i december",
            "Mandag 14.30–16.30",
            "Mandag 14.30–16.30\n[Holder pause i december]",
        ),
        (
            "Børnene får en opgave af den voksne, og der er en voksen for hver fem børn.",
            "Børnene vælger selv dagens opgave, og der er en voksen for hver tre børn.",
            "Børnene [får en opgave af den voksne], og der er en voksen for hver [fem] børn.",
            "Børnene [vælger selv dagens opgave], og der er en voksen for hver [tre] børn.",
        ),
        ("", "Kun piger", "", "[Kun piger]"),
        ("Vi rider. Vi strigler.", "Vi rider.  Vi strigler.", "Vi rider. Vi strigler.", "Vi rider.  Vi strigler."),
        (
            "Heste og køer på marken",
            "Sejlads i jolle hver uge",
            "[Heste og køer på marken]",
            "[Sejlads i jolle hver uge]",
        ),
    ],
)
def test_the_words_that_changed_are_marked(before: str, after: str, old: str, new: str) -> None:
    assert tuple(marked(row) for row in segments.compare(before, after)) == (old, new)


def test_items_are_marked_whole() -> None:
    old, new = segments.compare_items(["Heste", "Natur"], ["Heste", "Mad, bål", "Natur"])
    assert (marked(old), marked(new)) == ("Heste, Natur", "Heste, [Mad, bål], Natur")


def test_the_longest_texts_are_compared() -> None:
    """Texts that repeat themselves are the worst case of comparing; in earnest it would take minutes."""
    for old, new in (("og nu " * 1_300, "og nu og så " * 900), ("a b c d " * 1_000, "d c b a " * 1_000)):
        before, after = segments.compare(old, new)
        assert "".join(part.text for part in before).split() == old.split()
        assert "".join(part.text for part in after).split() == new.split()
