"""When many people post about the same thing, it is one issue: which open issue a mention belongs to, if any.

Guarantee: pure. Texts join by near-identical wording, or by meaning where vectors say so; never where brand, place,
number, department or mood speak against it, and never two people's own troubles, in whatever words. What a brand has
one of for everybody, such as its app, fails for all at once: there a few words are enough.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum

from bot.core.classification import Classification, Sentiment
from bot.core.mention import Mention
from bot.core.particulars import Particulars, contradict, particulars, tagged_apart
from bot.core.wording import Print, fingerprint, is_repost, plain, says_otherwise
from bot.core.wording import likeness as likeness_of

WINDOW = timedelta(hours=48)
"""How long near-identical wording joins."""
MEANT_WINDOW = timedelta(hours=24)
"""How long the same in other words joins."""
LIKENESS = 0.6
"""The least share of common letter sequences of near-identical wording."""
CLOSENESS = 0.78
"""The least cosine of two texts of near-identical wording: below, the one word that differs is what it is about."""
SAME_FRAME = 0.4
"""From here on two texts have a sentence in common, and whatever differs in its midst is what differs."""
MEANING = 0.64
"""The least cosine of the same event in other words, less half of the letters in common. See docs/decisions/."""
FRAME_WEIGHT = 0.5
SAME_SERVICE = 0.5
"""The least cosine of two that say of the same service that it fails."""
LONG = 120
"""Letters. Nobody tells their own trouble in so many letters of another person's: it was copied."""
SURE = 0.6
TRIES = 8
BITS = 2048


class Kinship(StrEnum):
    """By what a mention belongs to an issue."""

    WORDING = "wording"
    MEANING = "meaning"


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """What is remembered of a mention to compare others with it. `bits` are the letter sequences, roughly.

    `departments` are the two that fit best, `mood` is how the author feels, where the classifier is sure of it.
    """

    brand: str
    grams: Print
    author: str = ""
    said_by: tuple[str, str] | None = None
    words: str = ""
    own: Particulars = field(default_factory=Particulars)
    is_repost: bool = False
    departments: tuple[str, ...] = ()
    is_confident: bool = False
    mood: Sentiment | None = None
    bits: int = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        bits = 0
        for gram in self.grams:
            bits |= 1 << hash(gram) % BITS
        object.__setattr__(self, "bits", bits)

    @property
    def is_comparable(self) -> bool:
        """Whether there is enough in it to belong to anything."""
        return bool(self.words)


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A mention of an open issue, beside the one at hand.

    `closeness` is the cosine of the two vectors, None where they cannot be compared. It `may_mean` the same where the
    issue was opened for it, lately: what has joined an issue draws nothing after it, or meanings would drift.
    """

    issue: int
    print: Printed
    closeness: float | None = None
    may_mean: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Kin:
    """The issue that a mention belongs to, by what, and how near it is, from 0 to 1."""

    issue: int
    by: Kinship
    nearness: float

    @property
    def rank(self) -> tuple[bool, float]:
        """The greater, the nearer: the same words are nearer than the same meaning."""
        return self.by is Kinship.WORDING, self.nearness


def printed(mention: Mention, judged: Classification | None = None) -> Printed:
    """What to remember of `mention`, which was `judged` so."""
    content = mention.content
    return Printed(
        brand=mention.brand,
        grams=fingerprint(content),
        author=mention.author.id or mention.author.handle or mention.author.name,
        said_by=mention.said_by,
        words=plain(content),
        own=particulars(content, brand=mention.brand),
        is_repost=is_repost(content),
        departments=tuple(each.department for each in judged.departments[:2]) if judged else (),
        is_confident=judged is not None and judged.is_confident,
        mood=judged.sentiment if judged and judged.sentiment_confidence >= SURE else None,
    )


def likeness(one: Print, other: Print) -> float:
    """How alike two texts are, from 0 to 1 (Jaccard); 0 where that is less than near-identical or either is short."""
    return likeness_of(one, other, least=LIKENESS)


def kin_among(mine: Printed, others: Iterable[Known]) -> Kin | None:
    """The issue that the mention belongs to, None where it is news."""
    known = [other for other in others if not _brands_differ(mine, other.print)]
    return _by_wording(mine, known) or _by_meaning(mine, known)


def _brands_differ(one: Printed, other: Printed) -> bool:
    return bool(one.brand and other.brand and one.brand != other.brand)


def _by_wording(mine: Printed, others: Iterable[Known]) -> Kin | None:
    alike = sorted(_alike(mine, others), key=lambda each: -each[0])
    # The rest are no nearer, and comparing word by word takes its time.
    found = next((each for each in alike[:TRIES] if _is_same_wording(mine, each[1])), None)
    return Kin(issue=found[1].issue, by=Kinship.WORDING, nearness=found[0]) if found else None


def _alike(mine: Printed, others: Iterable[Known]) -> Iterator[tuple[float, Known]]:
    for other in others:
        if _is_short_echo(mine, other.print):
            yield 1.0, other
        elif _may_be_alike(mine, other.print):
            alike = likeness(mine.grams, other.print.grams)
            if alike >= LIKENESS:
                yield alike, other


def _is_short_echo(one: Printed, other: Printed) -> bool:
    """Few words that one person says again, or passes on as another's: else two people may well mean two things."""
    if one.grams or not one.words or one.words != other.words:
        return False
    return one.is_repost or (one.said_by is not None and one.said_by == other.said_by)


def _may_be_alike(one: Printed, other: Printed) -> bool:
    """False only where counting could not reach LIKENESS: a bit that `other` lacks is a sequence that it lacks."""
    common_at_most = len(one.grams) - (one.bits & ~other.bits).bit_count()
    return common_at_most >= LIKENESS * (len(one.grams) + len(other.grams) - common_at_most)


def _is_same_wording(mine: Printed, other: Known) -> bool:
    theirs = other.print
    # Marks and tags are no words, so they are looked at where all words are the same as well.
    if contradict(mine.own, theirs.own) or tagged_apart(mine.own, theirs.own):
        return False
    if mine.words == theirs.words:
        return len(mine.words) >= LONG or not _are_two_troubles(mine, theirs)
    if other.closeness is not None and other.closeness < CLOSENESS:
        return False
    if mine.is_confident and theirs.is_confident and mine.departments[:1] != theirs.departments[:1]:
        return False
    return not (_are_two_troubles(mine, theirs) or says_otherwise(mine.words, theirs.words))


def _are_two_troubles(one: Printed, other: Printed) -> bool:
    """Whether two people tell their own trouble, and neither passes on what the other has written."""
    if _is_same_person(one, other) or one.is_repost or other.is_repost:
        return False
    return one.own.is_private and other.own.is_private


def _is_same_person(one: Printed, other: Printed) -> bool:
    return bool(one.author) and one.author == other.author


def _by_meaning(mine: Printed, others: Iterable[Known]) -> Kin | None:
    nearest = [(nearness, other) for other in others if other.may_mean and (nearness := _nearness(mine, other))]
    for nearness, other in sorted(nearest, key=lambda each: -each[0])[:TRIES]:
        if _means_the_same(mine, other.print):
            return Kin(issue=other.issue, by=Kinship.MEANING, nearness=nearness)
    return None


def _nearness(mine: Printed, other: Known) -> float:
    """The cosine without what the same words have brought in: what is left is the meaning; 0 where it is too little."""
    if other.closeness is None:
        return 0.0
    if _is_same_failure(mine, other.print):
        return other.closeness if other.closeness >= SAME_SERVICE else 0.0
    # Few words mean too little: two people's own trouble often fits the same.
    if not (mine.grams and other.print.grams) or other.closeness < MEANING:
        return 0.0
    nearness = other.closeness - FRAME_WEIGHT * likeness_of(mine.grams, other.print.grams, least=0.0)
    return nearness if nearness >= MEANING else 0.0


def _is_same_failure(one: Printed, other: Printed) -> bool:
    """Whether both say that the same service fails, and one at least does not say it of themselves alone."""
    return not one.own.failing.isdisjoint(other.own.failing) and not (one.own.is_private and other.own.is_private)


def _means_the_same(mine: Printed, theirs: Printed) -> bool:
    if mine.brand != theirs.brand:
        return False
    if not _departments_agree(mine, theirs) or {mine.mood, theirs.mood} >= {Sentiment.POSITIVE, Sentiment.NEGATIVE}:
        return False
    if contradict(mine.own, theirs.own):
        return False
    if _is_same_failure(mine, theirs):
        return True
    if mine.own.is_private or theirs.own.is_private:
        return False
    shared = likeness_of(mine.grams, theirs.grams, least=SAME_FRAME)
    return not (shared >= SAME_FRAME and says_otherwise(mine.words, theirs.words))


def _departments_agree(one: Printed, other: Printed) -> bool:
    """Whether what fits the one best is among the two best of the other; nothing agrees with nothing."""
    if not (one.departments and other.departments):
        return one.departments == other.departments
    return one.departments[0] in other.departments or other.departments[0] in one.departments
