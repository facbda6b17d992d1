"""How alike texts are: by meaning without what all of them share, and by wording."""

import numpy as np

from bot.classify.kernel import Anchors, Vectors

NOTHING = np.zeros((0, 3), dtype=np.float32)


def vectors(*rows: tuple[float, float, float]) -> Vectors:
    """Unit vectors, zero where all is zero."""
    made = np.array(rows, dtype=np.float32)
    return made / np.maximum(np.linalg.norm(made, axis=1, keepdims=True), 1e-9)


# All speak of the same brand (the first number), and of one of two matters.
BRAND = vectors((1, 0.2, 0), (1, 0.3, 0), (1, 0, 0.2), (1, 0, 0.3))
WORDS = ["late again", "so late", "cold soup", "soup is cold"]


def test_what_all_examples_share_tells_none_of_them_apart() -> None:
    plain = Anchors(WORDS, BRAND, examples=NOTHING, examples_per_label=2)
    parted = Anchors(WORDS, BRAND, examples=np.repeat(BRAND, 50, axis=0), examples_per_label=2)
    text, own = ["?"], vectors((1, 0.25, 0))
    found, before = parted.kernel(text, own)[0], plain.kernel(text, own)[0]
    assert found[0] - found[2] > before[0] - before[2] > 0


def test_a_few_examples_take_little_away() -> None:
    plain, few, many = (
        Anchors(WORDS, BRAND, examples=examples, examples_per_label=2).kernel(["?"], BRAND[:1])[0, 2]
        for examples in (NOTHING, BRAND[:1], np.repeat(BRAND, 50, axis=0))
    )
    assert many < few <= plain


def test_what_has_nothing_to_read_is_like_nothing() -> None:
    anchors = Anchors(WORDS, BRAND, examples=BRAND, examples_per_label=2)
    assert not anchors.kernel(["..."], vectors((0, 0, 0))).any()


def test_the_same_words_count_more_once_labels_have_examples() -> None:
    few, many = (Anchors(WORDS, BRAND, examples=NOTHING, examples_per_label=count) for count in (0, 100))
    alike = [anchors.kernel(["soup is cold"], BRAND[:1])[0, 3] for anchors in (few, many)]
    assert alike[1] > alike[0]


def test_a_batch_of_thousands_says_the_same_as_its_parts() -> None:
    anchors = Anchors(WORDS, BRAND, examples=BRAND, examples_per_label=4)
    texts, own = WORDS * 600, np.tile(BRAND, (600, 1))
    assert np.allclose(anchors.kernel(texts, own)[-4:], anchors.kernel(WORDS, BRAND), atol=1e-6)
