"""What one person is told of the doors that wait for them: each with what is asked, by when, and the next steps.

Guarantee: pure; only what still waits is shown, and a single door has words of its own for whoever is told.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, chain

from bot.core.escalation import Tell
from bot.core.events import DoorKnocked, TargetNeared
from bot.core.issue import Assignment
from bot.ports import Delivery, KnockedDoor
from bot.slack.actions import LABELS, Act
from bot.slack.ids import Target
from bot.slack.messages import blocks as kit
from bot.slack.messages.blocks import Block, Message
from bot.slack.messages.fit import MOST_BLOCKS
from bot.slack.messages.people import People, mention_of, name_of
from bot.slack.messages.quote import CLOSED, said
from bot.slack.messages.safe import one_line
from bot.slack.messages.scene import Scene
from bot.slack.messages.talk import brought_up
from bot.slack.texts import knocks

_COUNTS = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten")
# By the number of the knock; the last one from there on.
_TO_THE_SEAT = (knocks.SEAT_FIRST, knocks.SEAT_SECOND, knocks.SEAT_AGAIN)
_AMONG_OTHERS = (knocks.AMONG_FIRST, knocks.AMONG_SECOND, knocks.AMONG_AGAIN)
_NEXT_STEPS = (Act.CLAIM, Act.HAND_OFF, Act.SNOOZE)


def personal_knock(delivery: Delivery, people: People, *, person: str, zone: str) -> Message:
    """The message to `person` about the doors of `delivery`; their `zone` is for clients that cannot tell it."""
    letters = [
        _Letter(door=door, delivery=delivery, people=people, person=person, zone=zone) for door in delivery.doors
    ]
    if len(letters) == 1:
        text = letters[0].sentence(_words_alone(letters[0]))
        noted = delivery.conversation and brought_up(delivery.conversation, delivery.rulebook)
        beside = (noted,) if noted else ()
        return Message(text=text, blocks=(kit.section(letters[0].linked(text)), *beside, *letters[0].below()))
    is_for_strategist = all(letter.door.knock.whom is Tell.STRATEGIST for letter in letters)
    heading = (knocks.SEVERAL_SILENT if is_for_strategist else knocks.SEVERAL).format(count=_count(len(letters)))
    doors = [_among(letter) for letter in letters]
    shown = _as_many_as_fit(doors)
    more = [kit.section(knocks.MORE_DOORS.format(count=len(doors) - shown))] if shown < len(doors) else []
    return Message(text=heading, blocks=(kit.section(heading), *chain(*doors[:shown]), *more))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Letter:
    door: KnockedDoor
    delivery: Delivery
    people: People
    person: str
    zone: str

    @property
    def scene(self) -> Scene:
        return Scene(
            issue=self.door.issue,
            share=self.share,
            rulebook=self.delivery.rulebook,
            people=self.people,
            now=self.delivery.now,
        )

    @property
    def share(self) -> Assignment:
        share = self.door.issue.assignment(self.door.knock.assignment)
        if share is None:
            raise LookupError(f"issue {self.door.issue.number} has no assignment {self.door.knock.assignment}")
        return share

    @property
    def seat(self) -> str:
        return self.delivery.rulebook.door(self.share.department).seat

    @property
    def is_standing_in(self) -> bool:
        """Whether the message goes to the backup since the seat is away."""
        is_for_seat = self.door.knock.whom is Tell.SEAT
        return is_for_seat and mention_of(self.people, self.seat) != f"<@{self.person}>"

    @property
    def is_late(self) -> bool:
        """Whether an answer was hoped for by now."""
        return self.delivery.now > self.share.door.answer_by

    @property
    def is_heads_up(self) -> bool:
        """Whether it says that time is short. Afterwards it is a door that waits like any other."""
        return isinstance(self.door.knock.event, TargetNeared) and not self.is_late

    def by_count(self, words: tuple[str, ...]) -> str:
        """The words for as many knocks as there have been, the last ones from there on."""
        event = self.door.knock.event
        count = event.knock if isinstance(event, DoorKnocked) else self.share.knocks
        return words[min(max(count, 1), len(words)) - 1]

    def sentence(self, words: str) -> str:
        answer_by = self.share.door.answer_by
        by_when = knocks.BY_WHEN_PAST if self.is_late else knocks.BY_WHEN
        return words.format(
            issue=self.door.issue.number,
            department=self.scene.department(),
            seat=name_of(self.people, self.seat),
            knock=self.share.knocks,
            by_when=by_when.format(date=kit.when(answer_by, zone=self.zone)),
            since=kit.when(self.share.assigned_at, zone=self.zone),
        )

    def linked(self, text: str) -> str:
        address = self.scene.address_of(self.door.card)
        return f"{text} {knocks.TO_THE_CARD.format(address=address)}" if address else text

    def below(self) -> list[Block]:
        """What was said, what the department is asked, and the next steps."""
        target = Target(self.door.issue.number, self.share.number)
        quoted = [said(self.door.mention.mention, CLOSED)] if self.door.mention else []
        question = one_line(self.share.question, 300)
        asked = [kit.context(kit.plain(knocks.QUESTION.format(question=question)))] if question else []
        steps = [
            kit.button(LABELS[act], action=act, value=str(target), style="primary" if act is Act.CLAIM else "")
            for act in _NEXT_STEPS
        ]
        return [*quoted, *asked, kit.actions(*steps)]


def _among(letter: _Letter) -> list[Block]:
    text = letter.linked(letter.sentence(_words_among(letter)))
    return [kit.divider(), kit.section(text), *letter.below()]


def _as_many_as_fit(doors: Sequence[Sequence[Block]]) -> int:
    """How many doors are shown whole, with the heading and a line for the rest."""
    sizes = accumulate(len(door) for door in doors)
    return sum(size <= MOST_BLOCKS - 2 for size in sizes)


def _words_alone(letter: _Letter) -> str:
    if letter.is_heads_up:
        return knocks.HEADS_UP_STANDING_IN if letter.is_standing_in else knocks.HEADS_UP
    match letter.door.knock.whom:
        case Tell.STRATEGIST:
            return knocks.STRATEGIST
        case Tell.BACKUP:
            return knocks.BACKUP
        case _:
            return knocks.STANDING_IN if letter.is_standing_in else letter.by_count(_TO_THE_SEAT)


def _words_among(letter: _Letter) -> str:
    if letter.is_heads_up:
        return knocks.AMONG_HEADS_UP
    match letter.door.knock.whom:
        case Tell.STRATEGIST:
            return knocks.AMONG_STRATEGIST
        case Tell.BACKUP:
            return knocks.AMONG_BACKUP
        case _:
            return knocks.AMONG_STANDING_IN if letter.is_standing_in else letter.by_count(_AMONG_OTHERS)


def _count(number: int) -> str:
    return _COUNTS[number] if number < len(_COUNTS) else str(number)
