"""What an answer to a question about mentions is made of: what was found, counted and compared.

Guarantee: pure; what is counted lies in the span that was asked for, and is held against the span of the same length
before it. Of many that say nearly the same one stands for all among the examples.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.core.classification import Sentiment
from bot.core.question import Question
from bot.core.week import WEEK, Span

EXAMPLES = 3
STILL_NEWS = 2 * WEEK
"""What nobody has said for so long is no news every week."""
MOST_WEEKS = 13


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A mention that is about it: in these words, or by its meaning alone. `likeness` is a cosine, 0 for unknown."""

    mention: int
    at: datetime
    sentiment: Sentiment | None = None
    issue: int | None = None
    is_literal: bool = True
    likeness: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """The answer in figures, of `span`; `before` counts the span of the same length before it.

    `weeks` are the full weeks of the span, oldest first, none where there are fewer than two. `looked_at` counts the
    mentions that were read; `is_cut` says that there were more. `by_meaning` says whether meaning was looked at too.
    """

    question: Question
    span: Span
    count: int
    before: int
    literal: int
    weeks: tuple[int, ...] = ()
    sentiments: tuple[tuple[Sentiment, int], ...] = ()
    departments: tuple[tuple[str, int], ...] = ()
    examples: tuple[Found, ...] = ()
    lately: int = 0
    looked_at: int = 0
    is_cut: bool = False
    by_meaning: bool = True

    @property
    def is_worth_a_post(self) -> bool:
        """Whether somebody has said it lately, so that a weekly post is no repetition of nothing."""
        return bool(self.lately)


def spans_of(question: Question, *, until: datetime) -> tuple[Span, Span]:
    """The span that is asked for, and the one of the same length before it."""
    length = timedelta(days=question.days)
    now = Span(start=until - length, end=until)
    return now, Span(start=now.start - length, end=now.start)


def sum_up(
    found: Iterable[Found], question: Question, *, until: datetime, doors: Mapping[int, Sequence[str]]
) -> Findings:
    """Count what was `found`, in the span and in the one before; `doors` are the departments that have each issue."""
    span, earlier = spans_of(question, until=until)
    everything = sorted(found, key=lambda each: (each.at, each.mention))
    now = [each for each in everything if each.at in span]
    feelings = Counter(each.sentiment for each in now if each.sentiment is not None)
    departments = Counter(key for each in now if each.issue for key in doors.get(each.issue, ()))
    return Findings(
        question=question,
        span=span,
        count=len(now),
        before=sum(each.at in earlier for each in everything),
        literal=sum(each.is_literal for each in now),
        weeks=_by_week(now, span),
        sentiments=tuple((each, feelings[each]) for each in Sentiment if feelings[each]),
        departments=tuple(sorted(departments.items(), key=lambda each: (-each[1], each[0]))),
        examples=_examples(now),
        lately=sum(each.at >= until - STILL_NEWS for each in everything),
    )


def _by_week(now: Sequence[Found], span: Span) -> tuple[int, ...]:
    """How many in each full week that ends with the span's end, the newest at most."""
    count = min((span.end - span.start) // WEEK, MOST_WEEKS)
    if count < 2:
        return ()
    back = Counter((span.end - each.at - timedelta(microseconds=1)) // WEEK for each in now)
    return tuple(back[week] for week in reversed(range(count)))


def _examples(now: Sequence[Found]) -> tuple[Found, ...]:
    """The best ones, each of another issue: in these very words first, then the most alike, then the newest."""
    best = sorted(now, key=lambda each: (not each.is_literal, -each.likeness, -each.mention))
    first = {each.issue or -each.mention: each for each in reversed(best)}
    return tuple(each for each in best if first[each.issue or -each.mention] is each)[:EXAMPLES]
