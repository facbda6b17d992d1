"""Opportunities nobody took: praise, ideas, leads and the like that no door answered in its time.

Guarantee: a pure fold. What is an opportunity is said by the rules' tags, or by a first mention that is kind; each is
counted in one week alone, that in which its time ran out. What somebody has dismissed was looked at, and is none.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.core.asks import Told
from bot.core.classification import Sentiment
from bot.core.issue import IssueStatus
from bot.core.normalise import shortened
from bot.core.rulebook import Rulebook
from bot.core.summary import Line, Section
from bot.core.summary_words import name_of
from bot.core.week import Span

KIND_WORDS = "kind words"
"""What a kind mention without such a tag is called."""
MOST_LINES = 5
QUOTED = 100
SECTION = "Opportunities nobody took"


@dataclass(frozen=True, slots=True, kw_only=True)
class Unanswered:
    """An issue that nobody answered: its first mention, the tags of its rules, and whose door it was."""

    issue: int
    assignment: int
    department: str
    mention: int
    tags: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kindness:
    """What the summary needs of the first mention of such an issue: how it was meant, and its words."""

    sentiment: Sentiment | None
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opportunity:
    """One that nobody took; `kind` is its tag, or KIND_WORDS."""

    kind: str
    issue: int
    assignment: int
    department: str
    words: str = ""
    mention: int | None = None


def unanswered(story: Told, span: Span) -> Unanswered | None:
    """The issue, where nobody answered it and its time ran out, or it was closed, within `span`."""
    issue = story.issue
    was_seen_to = issue.merged_into is not None or issue.status is IssueStatus.DISMISSED
    if not issue.assignments or was_seen_to or any(ask.answered_at for ask in story.asks):
        return None
    ends = [at for at in (issue.assignments[0].door.answer_by, issue.closed_at) if at is not None]
    if min(ends) not in span:
        return None
    return Unanswered(
        issue=issue.number,
        assignment=issue.owner.number,
        department=issue.owner.department,
        mention=issue.mention,
        tags=issue.tags,
    )


def opportunities(
    found: Iterable[Unanswered], said: Mapping[int, Kindness], rulebook: Rulebook
) -> tuple[Opportunity, ...]:
    """Those of `found` that were opportunities; `said` are their first mentions, by id."""
    return tuple(_opportunities(found, said, rulebook))


def _opportunities(
    found: Iterable[Unanswered], said: Mapping[int, Kindness], rulebook: Rulebook
) -> Iterator[Opportunity]:
    for each in found:
        mention = said.get(each.mention, Kindness(sentiment=None))
        is_kind = mention.sentiment is Sentiment.POSITIVE
        kind = next((tag for tag in each.tags if tag in rulebook.opportunities), KIND_WORDS if is_kind else "")
        if kind:
            yield Opportunity(
                kind=kind,
                issue=each.issue,
                assignment=each.assignment,
                department=each.department,
                words=mention.words,
                mention=each.mention,
            )


def counted(missed: Sequence[Opportunity]) -> str:
    """`2 × praise, 1 × lead`."""
    kinds: dict[str, int] = {}
    for each in missed:
        kinds[each.kind] = kinds.get(each.kind, 0) + 1
    return ", ".join(f"{count} × {kind}" for kind, count in sorted(kinds.items(), key=lambda each: (-each[1], each[0])))


def opportunity_section(missed: Sequence[Opportunity], rulebook: Rulebook) -> Section | None:
    """What nobody took; None where everything was taken."""
    if not missed:
        return None
    lines = [_line(each, rulebook) for each in missed[:MOST_LINES]]
    if (more := len(missed) - MOST_LINES) > 0:
        lines.append(Line(text=f"… and {more} more: {counted(missed[MOST_LINES:])}"))
    return Section(title=SECTION, lines=tuple(lines))


def opportunity_line(missed: Sequence[Opportunity]) -> str:
    """The same in one line of the first look."""
    noun = "1 opportunity" if len(missed) == 1 else f"{len(missed):,} opportunities"
    return f"{noun} nobody took: {counted(missed)}"


def _line(each: Opportunity, rulebook: Rulebook) -> Line:
    words = f": “{shortened(' '.join(each.words.split()), QUOTED)}”" if each.words.strip() else ""
    text = f"{each.kind}, with {name_of(each.department, rulebook)}{words}"
    return Line(text=text, issue=each.issue, assignment=each.assignment, mention=each.mention if words else None)
