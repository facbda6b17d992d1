"""Everything that Doorknock may show in Slack, made with the worst content, for whoever holds it against the limits.

Guarantee: notices, events, states, forms, questions and refusals are found in the core's own unions and tables, so what
is added there is made here by itself. Modules that build messages or views are listed by name, see `MAKERS`.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import lru_cache
from itertools import islice
from typing import Any, get_type_hints

from bot.core import events as ev
from bot.core.agenda import Agenda
from bot.core.agreed import Agreed
from bot.core.classification import Sentiment
from bot.core.committee_notices import PostAgenda
from bot.core.conversation import Conversation
from bot.core.doors import DoorMap, DoorReport, LostTopic, Silence, Streak, Why
from bot.core.escalation import Tell
from bot.core.figures import AnswerTimes
from bot.core.findings import Findings, Found
from bot.core.interview import Interview, InterviewState
from bot.core.knocking import PERSONAL, PersonalKnock
from bot.core.lessons import Aspect, Lesson
from bot.core.model import ModelUse, ModelVersion
from bot.core.notices import Notice
from bot.core.question import AskedAbout, Question
from bot.core.refusal import Refusal, RefusalReason
from bot.core.rise_notice import PostRise
from bot.core.showing_anew import ShowAnew
from bot.core.sitting import Sitting
from bot.core.subscribing import PostFindings, Subscription
from bot.core.summary import CardPlace, Line, Part, Section, Summary
from bot.core.tally import tally
from bot.core.verbs import Verb, verb_of
from bot.core.week import Span, week_of
from bot.core.why_ask import OpenWhy, WhyAsk, WhyEnding
from bot.core.why_tree import Cause, Explained
from bot.ports import Delivery, KnockedDoor, MessageRef, PastIssue, Reply, StoredMention
from bot.ports.rises import RiseReport
from bot.services.doors import DoorsView, DoorView
from bot.services.lesson_book import SHOWN, LessonView, Quarrel
from bot.services.overview import Listed
from bot.services.questions import Answer
from bot.services.subscriptions import MOST, Wanted, WeeklyAnswer
from bot.services.whys import WhyView
from bot.slack.acting.commanding import KINDS, Lack, Missing
from bot.slack.acting.questions import question
from bot.slack.actions import Act
from bot.slack.answers import message_view, refused
from bot.slack.grammar import Said
from bot.slack.ids import Page
from bot.slack.listing import LINES
from bot.slack.messages import Message, render
from bot.slack.messages import blocks as kit
from bot.slack.messages.about import asked_message, weekly_message, weekly_row
from bot.slack.messages.committee import committee_message
from bot.slack.messages.doors import door_message, doors_message
from bot.slack.messages.fit import fit, fit_view
from bot.slack.messages.interview import interview_message
from bot.slack.messages.issue_list import Leaf, issue_list
from bot.slack.messages.lessons import lessons_message
from bot.slack.messages.scene import Scene
from bot.slack.messages.story import shown
from bot.slack.messages.why_ask import why_question
from bot.slack.messages.why_tree import whys_message
from bot.slack.modals import FORMS
from bot.slack.modals.agreed import agreed_form
from bot.slack.modals.all_acts import all_acts_view
from bot.slack.modals.asked_why import asked_why_form
from bot.slack.modals.conversation import conversation_form
from bot.slack.modals.interview import interview_form
from bot.slack.modals.why_me import why_me
from tests.core.example import RULEBOOK, Life
from tests.slack.worst import (
    COMMITTEE,
    LONGEST,
    LONGEST_KEY,
    PERSON,
    PILES,
    STATES,
    kinds_of,
    life,
    mention,
    typed,
    worst,
)

FULLEST = ("with everybody", "resolved")
"""The states in which most is said."""
SHOWING = frozenset({Verb.POST, Verb.UPDATE})
"""What a notice may do of which anything is to be read."""
WEEK = week_of("2026-W48", "Europe/London")
SLACK_ID = "U0123456789"


class Everybody:
    """People who all have an id, and a name of the pile."""

    def __init__(self, pile: str) -> None:
        self._name = PILES[pile]

    def user_id(self, person: str) -> str | None:
        return SLACK_ID

    def group_id(self, group: str) -> str | None:
        return "S0123456789"

    def name_of(self, person: str) -> str:
        return self._name

    def permalink(self, channel: str, ts: str) -> str:
        return f"https://{'example' * 6}.slack.com/archives/{channel}/p{ts}"


class Nobody:
    """Nobody whom Slack knows: they are named as the rulebook names them."""

    def user_id(self, person: str) -> str | None:
        return None

    def group_id(self, group: str) -> str | None:
        return None


@dataclass(frozen=True, kw_only=True)
class World:
    """One pile of words in one state of an issue."""

    pile: str
    state: str
    life: Life
    mention: StoredMention
    people: Any

    @property
    def rulebook(self) -> Any:
        return self.life.rulebook

    @property
    def words(self) -> str:
        """What a colleague has typed."""
        return typed(self.pile)

    @property
    def scenes(self) -> Iterator[Scene]:
        """The issue as each of its departments sees it; of many alike the first few."""
        for share in self.life.issue.assignments[:3]:
            yield Scene(
                issue=self.life.issue,
                share=share,
                rulebook=self.rulebook,
                people=self.people,
                now=self.life.now,
                cards=self.cards,
            )

    @property
    def cards(self) -> Mapping[int, MessageRef]:
        return {share.number: MessageRef(channel="C0123456789", ts="1.1") for share in self.life.issue.assignments}


@lru_cache(maxsize=1)
def worlds(pile: str) -> tuple[World, ...]:
    """An issue with words of the pile wherever there are words: in every state for the longest, else in the fullest."""
    said, states = mention(pile), STATES if pile == LONGEST else FULLEST
    return tuple(
        World(pile=pile, state=state, life=life(state, pile), mention=said, people=people)
        for state in states
        for people in (Everybody(pile), *([Nobody()] if pile == LONGEST and state in FULLEST else []))
    )


def notices(words: str) -> Iterator[Notice]:
    """Every kind of notice that shows anything, with every kind of event that it may carry."""
    for kind in kinds_of(Notice):
        hints = get_type_hints(kind)
        for known in _with_each_event(hints, words):
            for channel in (SLACK_ID, "C0123456789"):
                notice = worst(kind, words, issue=1001, channel=channel, **known)
                if verb_of(notice) in SHOWING:
                    yield notice


def _with_each_event(hints: Mapping[str, Any], words: str) -> Iterator[dict[str, Any]]:
    if "part" in hints:
        yield from ({"part": part} for part in ("", *Part))
        return
    if "event" not in hints:
        yield {}
        return
    for event in kinds_of(hints["event"]):
        made = worst(event, words)
        if "instead_of" not in hints:
            yield {"event": made}
            continue
        yield from ({"event": made, "instead_of": tell} for tell in (None, Tell.SEAT))


def deliveries(world: World) -> Iterator[Delivery]:
    """Every notice, with all that it may need beside it."""
    reply = worst(Reply, PILES[world.pile][:40_000], id="C1/1.1", deleted_at=None)
    for notice in notices(world.words):
        for doors in _doors(world) if "number" in get_type_hints(type(notice)) and _is_personal(notice) else ((),):
            yield Delivery(
                id=1,
                notice=notice,
                rulebook=world.rulebook,
                now=world.life.now,
                channel=notice.channel,
                issue=world.life.issue,
                mention=world.mention,
                cards=world.cards,
                reply=reply,
                shown=worst(PostFindings, world.words) if isinstance(notice, ShowAnew) else None,
                summary=contents(notice, world),
                doors=doors,
                interviews=(worst(Interview, world.words),) * 40,
                agreed=worst(Agreed, world.words, id=999_999_999, done_at=None),
                conversation=worst(Conversation, world.words, department=world.rulebook.departments[-1].key),
            )


def contents(notice: Notice, world: World) -> object:
    """What is made outside a transaction."""
    if isinstance(notice, PostAgenda):
        return agenda(world)
    if isinstance(notice, PostFindings | ShowAnew):
        return next(weekly_answers(world))
    if isinstance(notice, PostRise):
        words = (world.words[:200] or "word",) * 3
        issues = ((999_999_999, 999_999),) * 3
        return RiseReport(words=words, first=world.mention, examples=(world.mention,) * 2, issues=issues)
    return summary(world.words[:400])


def _is_personal(notice: Notice) -> bool:
    return not hasattr(notice, "event") and hasattr(notice, "zone")


def _doors(world: World) -> Iterator[tuple[KnockedDoor, ...]]:
    """One door alone, as each of those who may be told of it, and more than are shown."""
    for tell in PERSONAL:
        one = KnockedDoor(
            knock=worst(PersonalKnock, world.words, issue=1001, whom=tell),
            issue=world.life.issue,
            mention=world.mention,
            card=world.cards[1],
        )
        yield (one,)
        if tell is Tell.SEAT:
            yield (one,) * 14


def summary(words: str) -> Summary:
    """A week of which everything is to be said."""
    figures = tally(WEEK, last_week=WEEK, heard=[], heard_before=[], stories=[], rulebook=RULEBOOK)
    card = CardPlace(channel="C0123456789", ts="1.1")
    lines = tuple(Line(text=words, issue=999_999_999, assignment=1, card=card) for _ in range(20))
    sections = tuple(Section(title=words or "Section", lines=lines, part=part) for part in Part for _ in range(12))
    return Summary(
        figures=figures,
        period="23 – 29 November 2026",
        headline=words or "A week.",
        look=lines[:6],
        closing=sections[0],
        sections=sections,
    )


def agenda(world: World) -> Agenda:
    """A meeting at which everything is to be talked about."""
    told, now = summary(world.words[:400]), world.life.now
    return Agenda(begins_at=now, since=now - timedelta(weeks=4), sections=told.sections)


def rendered(world: World) -> Iterator[tuple[str, Message]]:
    """All that goes through the outbox."""
    for delivery in deliveries(world):
        event = getattr(delivery.notice, "event", None)
        yield f"{type(delivery.notice).__name__} {type(event).__name__}", render(delivery, world.people)


def stories(world: World) -> Iterator[tuple[str, Message]]:
    """`/issue 1042`, with every kind of event on top of a thousand."""
    for scene in islice(world.scenes, 1):
        every = [worst(kind, world.words) for kind in kinds_of(ev.Event)]
        for start in range(0, len(every), 10):
            yield "story", fit(shown(scene, world.mention, [*world.life.events * 1_000, *every[start : start + 10]]))


def issue_lists(world: World) -> Iterator[tuple[str, Message]]:
    """A page of each kind of list, and an empty one."""
    issues = tuple(replace(world.life.issue, number=1_000 + number) for number in range(LINES))
    cards = {(each.number, share): card for each in issues for share, card in world.cards.items()}
    found = Listed(issues=issues, total=9_000, mentions={issues[0].mention: world.mention}, cards=cards)
    for act in (Act.SHOW, Act.CLAIM, Act.ESCALATE):
        for listed in (found, Listed(issues=(), total=0)):
            page = Page("department", f"{LONGEST_KEY}-1", 999)
            leaf = Leaf(title="Open for x", listed=listed, page=page, pages=9_999, act=act, hint="Or type its number")
            now = world.life.now
            yield f"list to {act}", fit(issue_list(leaf, rulebook=world.rulebook, people=world.people, now=now))


def doors(world: World) -> Iterator[tuple[str, Message]]:
    """The map of doors where every door is in every kind of trouble, and where none is; and one door at length."""
    now, words = world.life.now, world.words[:400] or "word"
    quiet = [
        Silence(issue=999_999_999, assignment=1, department="x", why=why, since=now - timedelta(days=999))
        for why in Why
    ]
    span = Span(start=now - timedelta(weeks=4), end=now)
    lost = (
        LostTopic(words=(words,) * 3, issues=(1, 2, 3), bounced=2, taken_by=world.rulebook.departments[-1].key),
    ) * 3
    for silences in (quiet * 9, []):
        reports = tuple(
            DoorReport(
                department=each.key,
                asked=len(silences) * 999,
                knocks=9_999,
                answers=AnswerTimes(answered=999, in_time=99, overdue=len(silences), median=timedelta(hours=99)),
                opened=tuple((step, 999) for step in range(12)),
                not_ours=99,
                streak=Streak(count=99, since=now - timedelta(days=999)) if silences else None,
                silences=tuple(silences),
                topics=((words, 9_999),) * 3,
                whys=(worst(OpenWhy, words, issue=999_999_999, asker=each.key),) * len(silences),
            )
            for each in world.rulebook.departments
        )
        found = DoorMap(span=span, until=now, doors=reports, lost=lost)
        note = worst(Conversation, world.words, department=reports[-1].department, held_at=now, follow_up_at=now)
        sitting = Sitting(
            department=note.department,
            at=now - timedelta(days=9_999),
            before=timedelta(minutes=1),
            now=timedelta(days=999),
        )
        last = {note.department: sitting}
        view = DoorView(
            report=reports[-1],
            until=now,
            cards={(999_999_999, 1): world.cards[1]},
            sitting=sitting,
            notes=(note,) * 3,
        )
        for is_hers in (True, False):
            all_doors = DoorsView(found=found, sittings=last, notes={note.department: note})
            yield "doors", fit(doors_message(all_doors, world.rulebook, is_for_strategist=is_hers))
            yield "door", fit(door_message(view, world.rulebook, world.people, is_for_strategist=is_hers))


def whys(world: World) -> Iterator[tuple[str, Message]]:
    """The tree of whys where everything comes back and is five whys deep, and where nothing was said."""
    words, keys = world.words or "word", [each.key for each in world.rulebook.departments]
    found = tuple(
        Explained(
            issue=999_999_000 + number,
            assignment=1,
            department=keys[number % len(keys)],
            brand=f"{words[:80]}{number}",
            tags=(),
            at=world.life.now,
            chain=tuple(f"{words}{depth}" for depth in range(5)),
        )
        for number in range(60)
    )
    causes: tuple[Cause, ...] = ()
    for depth in reversed(range(5)):
        causes = (Cause(words=f"{words}{depth}", found=found, whys=causes),) * 9
    cards = {(each.issue, 1): world.cards[1] for each in found}
    for about in ("", world.words):
        for told in (causes, ()):
            asked = (worst(OpenWhy, words, issue=999_999_999, asker=keys[-1]),) * 20
            view = WhyView(about=about, causes=told, unasked=told, asked=asked, until=world.life.now, cards=cards)
            yield "whys", fit(whys_message(view, world.rulebook, world.people))


def weekly_answers(world: World) -> Iterator[WeeklyAnswer]:
    """The answer to a question about mentions, with all there may be to say, and with nothing."""
    words, keys = world.words[:200] or "word", [each.key for each in world.rulebook.departments]
    asked = Question(phrases=(words,) * 5, words=words, days=366, brand="brand", department=keys[-1], source=words)
    span = Span(start=world.life.now - timedelta(days=366), end=world.life.now)
    found = Findings(
        question=asked,
        span=span,
        count=999_999,
        before=99,
        literal=9,
        weeks=(999_999,) * 13,
        sentiments=tuple((each, 999_999) for each in Sentiment),
        departments=tuple((key, 999_999) for key in keys),
        examples=tuple(Found(mention=7, at=span.start, issue=issue) for issue in (999_999_999, 1001, None)),
        looked_at=200_000,
        is_cut=True,
        by_meaning=False,
    )
    for told in (found, replace(found, count=0, examples=()), replace(found, before=0, by_meaning=True)):
        answer = Answer(
            asked=AskedAbout(id=999_999_999, by=PERSON, question=asked),
            findings=told,
            mentions={7: world.mention},
            cards={1001: world.cards[1]},
        )
        yield WeeklyAnswer(answer=answer, subscription=worst(Subscription, world.words, by=PERSON))


def findings(world: World) -> Iterator[tuple[str, Message]]:
    """An answer for whoever asked, the same every week, and the list of those."""
    for weekly in weekly_answers(world):
        yield "findings", fit(asked_message(weekly.answer, world.rulebook, world.people))
        yield "weekly findings", fit(weekly_message(weekly, world.rulebook, world.people))
        wanted = Wanted(subscription=weekly.subscription, asked=weekly.answer.asked)
        rows = (weekly_row(wanted, world.rulebook),) * (2 * MOST)
        yield "list of what comes every week", fit(Message(text="Posted every week", blocks=rows))


def lessons(world: World) -> Iterator[tuple[str, Message]]:
    """What was learned, with as many lessons and quarrels as are ever shown, and with none."""
    key = world.rulebook.departments[-1].key
    lesson = worst(Lesson, world.words, id=999_999_999, issue=999_999_999, aspect=Aspect.DEPARTMENT, label=key, was=key)
    quarrels = (Quarrel(lesson=lesson, others=(999_999_999,) * 5), Quarrel(lesson=lesson, example=world.words)) * 3
    version = worst(ModelVersion, world.words, number=999, contradictions=(), trials=())
    for use in (None, *(ModelUse(number=n, by=PERSON, at=world.life.now, is_kept=n % 2 == 0) for n in (0, 1, 2))):
        for is_full in (True, False):
            view = LessonView(
                count=999_999 * is_full,
                newest=(lesson,) * SHOWN * is_full,
                quarrels=quarrels * is_full,
                said={lesson.mention: world.mention},
                cards={(lesson.issue, 1): world.cards[1]},
                in_force=use,
                rejected=version if is_full else None,
            )
            yield "lessons", fit(lessons_message(view, world.rulebook, world.people))


def asked_whys(world: World) -> Iterator[tuple[str, Message]]:
    """A why at another department's door, while it waits and however it ended."""
    for scene in islice(world.scenes, 1):
        for ending in (None, *WhyEnding):
            ask = worst(WhyAsk, world.words, number=1, department="food", ending=ending, ended_by=PERSON)
            asked = replace(scene, issue=replace(scene.issue, why_ask=ask))
            yield f"why, {ending}", fit(why_question(asked, world.mention, 1))


def committees(world: World) -> Iterator[tuple[str, Message]]:
    """The committee with everything agreed and nothing done, and with nothing agreed."""
    agreed = worst(Agreed, world.words, who=PERSON, due_at=world.life.now)
    for told in ((agreed,) * 40, ()):
        now = world.life.now
        away = {each.seat: now.date() for each in world.rulebook.departments}
        shown = committee_message(COMMITTEE, world.rulebook, told, world.people, now=now, away=away)
        yield "committee", fit(shown)


def interviews(world: World) -> Iterator[tuple[str, Message]]:
    """The monthly interview of one seat and of many, in each of its states."""
    for state in InterviewState:
        for asked in ((), _asked(world)):
            yield f"interview, {state}", fit(interview_message("2026-12", state, asked, world.rulebook))


def _asked(world: World) -> tuple[Interview, ...]:
    return (worst(Interview, world.words, department="billing"),) * 40


def interview_forms(world: World) -> Iterator[tuple[str, kit.Block]]:
    """Its three questions, for one seat and for many."""
    for asked in (_asked(world)[:1], _asked(world)):
        unlike = [replace(each, department=f"seat-{number}") for number, each in enumerate(asked)]
        yield "interview", interview_form("2026-12", unlike, world.rulebook)


def agreed_forms(world: World) -> Iterator[tuple[str, kit.Block]]:
    """The form in which is kept what was agreed."""
    yield "agreed", agreed_form()


def why_forms(world: World) -> Iterator[tuple[str, kit.Block]]:
    """The form in which it is answered."""
    for about in (world.words, ""):
        yield "asked why", asked_why_form(999_999_999, worst(WhyAsk, world.words, number=9_999, about=about))


def questions(world: World) -> Iterator[tuple[str, Message]]:
    """What is asked back, for every act and everything that may be missing."""
    for scene in islice(world.scenes, 1):
        for act in KINDS:
            for lack in Lack:
                said = Said(act=act, words=world.words)
                yield f"question for {act}, {lack}", fit(question(Missing(said, lack), scene, world.mention))


def refusals(world: World) -> Iterator[tuple[str, Message]]:
    """Every refusal as a whisper."""
    for reason in RefusalReason:
        refusal = Refusal(reason=reason, issue=999_999_999, who=world.words, what=world.words)
        yield f"refusal {reason}", fit(Message(text=refused(refusal, world.rulebook)))


def forms(world: World) -> Iterator[tuple[str, kit.Block]]:
    """Every form, empty and with all that may be known already."""
    for act, form in FORMS.items():
        for scene in islice(world.scenes, 1):
            yield f"form of {act}", form.view(scene, world.mention)
            given = {form.words: PILES[world.pile], "department": f"{LONGEST_KEY}-1"}
            yield f"form of {act}, half filled in", form.view(scene, world.mention, given)


def conversations(world: World) -> Iterator[tuple[str, kit.Block]]:
    """The form in which a conversation is noted."""
    for department in world.rulebook.departments[-3:]:
        yield "conversation", conversation_form(department.key, world.rulebook)


def all_acts(world: World) -> Iterator[tuple[str, kit.Block]]:
    """What stands behind *More…*."""
    for scene in world.scenes:
        for viewer in (PERSON, "U1"):
            yield "all acts", all_acts_view(scene, world.mention, viewer=viewer)


def explanations(world: World) -> Iterator[tuple[str, kit.Block]]:
    """*Why me?*, before and after what came before is found."""
    card = MessageRef(channel="C0123456789", ts="1.1")
    past = [PastIssue(issue=world.life.issue, likeness=0.7, said=PILES[world.pile], card=card)] * 5
    for scene in world.scenes:
        for found in (None, [], past):
            yield "why me", why_me(scene, world.mention, found)


def answers(world: World) -> Iterator[tuple[str, kit.Block]]:
    """A modal that only says something: each refusal, and what is said in one where there are no messages."""
    for name, message in refusals(world):
        yield name, message_view("One moment", [kit.section(message.text)])
    for name, message in (*islice(questions(world), len(Lack)), *islice(issue_lists(world), 1)):
        yield name, fit_view(message_view("One moment", message.blocks))


MESSAGES: tuple[Callable[[World], Iterator[tuple[str, Message]]], ...] = (
    rendered,
    stories,
    issue_lists,
    doors,
    whys,
    findings,
    lessons,
    asked_whys,
    committees,
    interviews,
    questions,
    refusals,
)
VIEWS: tuple[Callable[[World], Iterator[tuple[str, kit.Block]]], ...] = (
    forms,
    conversations,
    why_forms,
    agreed_forms,
    interview_forms,
    all_acts,
    explanations,
    answers,
)

MAKERS = frozenset(
    {
        "messages/__init__.py",
        "messages/story.py",
        "messages/issue_list.py",
        "messages/doors.py",
        "messages/why_tree.py",
        "messages/about.py",
        "messages/lessons.py",
        "messages/talk.py",
        "modals/conversation.py",
        "modals/asked_why.py",
        "modals/agreed.py",
        "modals/interview.py",
        "acting/questions.py",
        "modals/form.py",
        "modals/all_acts.py",
        "modals/why_me.py",
        "answers.py",
    }
)
"""Modules under bot/slack whose messages or views are made here, besides those that say a notice."""
PLAYED = frozenset(
    {
        "about.py",
        "acting/doing.py",
        "admin.py",
        "asides.py",
        "committee.py",
        "doors.py",
        "talking.py",
        "home/view.py",
        "listing.py",
        "weekly.py",
    }
)
"""Those that need the whole bot: tests/scenarios/test_company_of_the_worst.py has them show all they can."""
