"""What is learnt from and what is judged never mix, and the same seed makes the same draw."""

from dataclasses import replace

import pytest

from bot.classify.evaluate.reading import Labelled
from bot.classify.evaluate.trials import Material, Plan, Protocol, UnusableMaterial, labels_of, scarce, trials, without

ROWS = tuple(Labelled(f"{label} {number}", label, f"f:{number}") for label in "abc" for number in range(10))
LABELS = dict.fromkeys("abc", "")
APART = Material(labels=LABELS, train=ROWS[::2], test=ROWS[1::2])
TOGETHER = Material(labels=LABELS, train=ROWS)


def few(draws: int = 3, seed: int = 0, shots: int = 2) -> Plan:
    return Plan(protocol=Protocol.SHOTS, shots=shots, draws=draws, seed=seed)


def test_on_the_first_day_nothing_is_learnt() -> None:
    ((trial,),) = trials(APART, Plan(protocol=Protocol.COLD_START))
    assert trial.examples == ()
    assert trial.test == ROWS[1::2]


def test_each_draw_learns_as_many_of_each_label_as_asked_for() -> None:
    for (trial,) in trials(APART, few()):
        assert sorted(row.label for row in trial.examples) == sorted("abc" * 2)


def test_draws_differ_and_come_again_with_the_same_seed() -> None:
    first, again, other = (trials(APART, few(seed=seed)) for seed in (0, 0, 1))
    assert first == again
    assert first != other
    assert len({draw[0].examples for draw in first}) > 1


def test_what_is_neither_learnt_nor_judged_is_read_without_its_label() -> None:
    for (trial,) in trials(APART, few()):
        taught = {row.text for row in trial.examples}
        assert sorted(trial.unlabelled) == sorted(row.text for row in ROWS[::2] if row.text not in taught)


def test_as_much_is_read_without_its_label_as_the_plan_says_and_nothing_that_is_to_be_judged() -> None:
    assert [len(trial.unlabelled) for (trial,) in trials(APART, replace(few(), unlabelled=4))] == [4, 4, 4]
    assert not any(trial.unlabelled for (trial,) in trials(TOGETHER, few()))
    shared = replace(APART, test=(*APART.test, Labelled("a 0", "a", "g:1")))
    assert not any("a 0" in trial.unlabelled for (trial,) in trials(shared, few()))


def test_each_draw_reads_mostly_the_same_which_has_to_be_encoded_once() -> None:
    drawn = [trial.unlabelled for (trial,) in trials(APART, replace(few(draws=5, shots=1), unlabelled=6))]
    assert len({text for texts in drawn for text in texts}) <= 6 + 3


@pytest.mark.parametrize("plan", [few(), Plan(protocol=Protocol.FOLDS, draws=2)])
def test_no_text_is_judged_that_was_learnt(plan: Plan) -> None:
    for draw in trials(TOGETHER, plan):
        for trial in draw:
            assert not set(trial.examples) & set(trial.test)


@pytest.mark.parametrize("plan", [few(), Plan(protocol=Protocol.FOLDS, draws=2)])
def test_what_was_posted_twice_is_not_judged_by_its_own_copy(plan: Plan) -> None:
    copies = replace(TOGETHER, train=(*ROWS, *(replace(row, at=f"copy of {row.at}") for row in ROWS)))
    for draw in trials(copies, plan):
        for trial in draw:
            assert not {row.text for row in trial.examples} & {row.text for row in trial.test}


def test_folds_judge_each_text_once() -> None:
    (draw,) = trials(TOGETHER, Plan(protocol=Protocol.FOLDS))
    assert sorted(row.text for trial in draw for row in trial.test) == sorted(row.text for row in ROWS)


def test_labels_with_fewer_examples_than_asked_for_are_named() -> None:
    assert scarce(Material(labels=LABELS, train=ROWS[5:]), few(shots=6)) == ["a"]


def test_nothing_left_to_be_judged_is_told() -> None:
    with pytest.raises(UnusableMaterial, match=r"too few.*fewer --shots"):
        trials(TOGETHER, few(shots=10))


def test_a_label_that_nothing_teaches_is_told_with_its_line() -> None:
    with pytest.raises(UnusableMaterial, match=r"t:7: nothing teaches the label 'd'.*--oos-label d"):
        labels_of(ROWS, [Labelled("x", "d", "t:7")], {})


def test_a_description_teaches_a_label() -> None:
    assert labels_of(ROWS, [Labelled("x", "d", "t:7")], {"d": "the fourth"})["d"] == "the fourth"


def test_without_examples_and_descriptions_the_names_of_the_labels_must_do() -> None:
    assert labels_of((), ROWS, {}) == LABELS


def test_one_label_alone_cannot_be_told_apart() -> None:
    with pytest.raises(UnusableMaterial, match="one label only"):
        labels_of(ROWS[:5], (), {})


def test_strangers_are_taken_out_of_what_is_learnt_and_judged() -> None:
    kept, strangers = without(ROWS, "b")
    assert {row.label for row in kept} == {"a", "c"}
    assert strangers == [f"b {number}" for number in range(10)]
