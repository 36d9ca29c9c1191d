"""What is learnt from examples says how much each column speaks for each class."""

from __future__ import annotations

import numpy as np

from registry.vocabulary.learning import Rows, learn, likelihoods

WORTH = np.ones(4, np.float32)
#: Columns 0 and 1 are met with the first class, 2 with the second, 3 with both.
TEXTS = [[0, 3], [1, 3], [0, 1], [2, 3], [2]]
TRUTH = np.array([[1, 0], [1, 0], [1, 0], [0, 1], [0, 1]], np.float32)


def learnt() -> np.ndarray:
    return learn(Rows.of(TEXTS, WORTH), TRUTH)


def likely(*texts: list[int]) -> np.ndarray:
    return np.concatenate([likelihoods(sums) for _, sums in Rows.of(texts, WORTH).sums(learnt())])


def test_a_column_speaks_for_the_class_that_it_is_met_with() -> None:
    weights = learnt()
    assert weights.shape == (4, 2)
    assert weights[0, 0] > weights[0, 1]
    assert weights[2, 1] > weights[2, 0]
    assert np.ptp(weights[3]) < np.ptp(weights[0])


def test_the_examples_themselves_are_told_right() -> None:
    assert likely(*TEXTS).argmax(axis=1).tolist() == TRUTH.argmax(axis=1).tolist()


def test_what_was_met_together_is_told_from_parts_of_it_but_less_surely() -> None:
    (both, one, none) = likely([0, 1], [0, 3], [0, 2])[:, 0]
    assert both > one > none


def test_likelihoods_are_1_in_all() -> None:
    assert np.allclose(likely(*TEXTS).sum(axis=1), 1)


def test_it_is_the_same_each_time() -> None:
    assert np.array_equal(learnt(), learnt())


def test_an_example_that_counts_more_says_more() -> None:
    doubled = TRUTH.copy()
    doubled[0] *= 3
    assert learn(Rows.of(TEXTS, WORTH), doubled)[0, 0] > learnt()[0, 0]


def test_many_texts_give_the_same_sums_as_each_of_them_alone() -> None:
    texts = [TEXTS[number % 5] for number in range(9000)]
    together = np.concatenate([sums for _, sums in Rows.of(texts, WORTH).sums(learnt())])
    assert len(together) == len(texts)
    for number in (0, 1, 4, 4500, 8999):
        alone = Rows.of([texts[number]], WORTH).parts(learnt()).sum(axis=0)
        assert np.allclose(together[number], alone)
