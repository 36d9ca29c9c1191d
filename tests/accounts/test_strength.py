"""Which passwords are strong enough, and what is said of the others."""

from __future__ import annotations

import ast
import inspect
from concurrent.futures import ThreadPoolExecutor

import pytest
import zxcvbn.feedback
from hypothesis import given
from hypothesis import strategies as st

from registry.accounts.strength import LONGEST, SHORTEST, in_our_words, weakness

KNOWN = ("Mette Jensen", "mette.jensen@skole.dk")


@pytest.mark.parametrize(
    "password",
    [
        "hest batteri grøn sofa",
        "hest-blomst-lampe",
        "en to tre fire",
        "kV9!xq2#Lm4z",
        "æbleskiver med syltetøj",
        "ø" * 3 + "Zw8k2pQx",
    ],
)
def test_a_few_words_that_do_not_belong_together_are_enough(password: str) -> None:
    assert weakness(password, KNOWN) is None


@pytest.mark.parametrize(
    ("password", "because"),
    [
        ("", "Skriv mindst 10 tegn"),
        ("kV9!xq2#L", "Skriv mindst 10 tegn"),
        ("x" * (LONGEST + 1), "Skriv højst 200 tegn"),
        ("password123", "meget brugt adgangskode"),
        ("sommer2026!", "et ord, som mange bruger"),
        ("aalborg9000", "et ord, som mange bruger"),
        ("AdgangsKode1", "et ord, som mange bruger"),
        ("fodboldAalborg9000", "et ord, som mange bruger"),
        ("MetteJensen88", "dit navn eller din e-mailadresse"),
        ("jensen.mette", "dit navn eller din e-mailadresse"),
        ("skole.dk.mette", "dit navn eller din e-mailadresse"),
        ("abcabcabcabc", "Gentagelser"),
        ("aaaaaaaaaaaa", "Gentagelser"),
        ("qwertyuiop[]", "Taster, der ligger på række"),
    ],
)
def test_a_weak_password_is_explained(password: str, because: str) -> None:
    assert because in (weakness(password, KNOWN) or "")


def test_what_to_do_about_it_is_said_too() -> None:
    assert "Tilføj et ord eller to" in (weakness("password123") or "")


def test_the_password_itself_is_never_part_of_the_explanation() -> None:
    assert "sommer2026" not in (weakness("sommer2026!") or "")


def test_zxcvbn_says_nothing_that_we_have_no_words_for() -> None:
    said = {
        node.args[0].value
        for node in ast.walk(ast.parse(inspect.getsource(zxcvbn.feedback)))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "_"
        and isinstance(node.args[0], ast.Constant)
    }
    assert len(said) > 20
    assert said == set(in_our_words())


@given(st.text(min_size=SHORTEST, max_size=LONGEST))
def test_any_password_gets_an_answer(password: str) -> None:
    answer = weakness(password, KNOWN)
    assert answer is None or answer.endswith(".")


def test_one_persons_words_do_not_count_for_another_at_the_same_time() -> None:
    with ThreadPoolExecutor(8) as threads:
        answers = list(
            threads.map(
                lambda n: weakness("zzyyxqwakkp", ["zzyyxqwakkp"]) if n % 2 else weakness("zzyyxqwakkp", []), range(60)
            )
        )
    assert all(answer is not None for answer in answers[1::2])
    assert all(answer is None for answer in answers[::2])
