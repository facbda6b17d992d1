"""The short cuts in looking for a storm find what comparing everything would find."""

from hypothesis import given
from hypothesis import strategies as st

from bot.core.storm import LIKENESS, Printed, fingerprint, issue_like, likeness

SENTENCES = (
    "The breakfast queue is two hours long",
    "and nobody of the staff cares",
    "my key card failed for the third time",
    "the view from the roof is wonderful",
    "charged twice for one night",
    "please answer your telephone",
)
texts = st.lists(st.sampled_from(SENTENCES), min_size=2, max_size=6).map(" ".join)


@given(texts, texts, st.text(alphabet="abc ", max_size=20))
def test_a_mention_is_kin_exactly_where_its_letters_are_alike_enough(one: str, other: str, more: str) -> None:
    mine, theirs = fingerprint(one), fingerprint(f"{other} {more}")
    found = issue_like(Printed(brand="", grams=mine), [(1001, Printed(brand="", grams=theirs))])
    assert (found == 1001) is (likeness(mine, theirs) >= LIKENESS)
