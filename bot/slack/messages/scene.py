"""What every message about an assignment is made from, with the names that people know.

Guarantee: whatever comes out of a scene's methods is ready for mrkdwn.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from bot.core.escalation import Tell
from bot.core.issue import Assignment, Issue
from bot.core.rulebook import Rulebook
from bot.ports import MessageRef, StoredMention
from bot.slack.messages import blocks as kit
from bot.slack.messages.people import GROUP_ID, People, address_of, mention_of, name_of
from bot.slack.messages.safe import safe

EVERYBODY_HERE = "everybody here"


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """One assignment as things stand at `now`; `cards` says where the cards of its issue stand, as far as known.

    `joined` are the newest mentions that have joined its issue, where that is asked about.
    """

    issue: Issue
    share: Assignment
    rulebook: Rulebook
    people: People
    now: datetime
    cards: Mapping[int, MessageRef] = field(default_factory=dict)
    joined: Sequence[StoredMention] = ()

    def who(self, person: str) -> str:
        """A person, mentioned."""
        return mention_of(self.people, person)

    def when(self, instant: datetime) -> str:
        """An instant in each reader's own zone; in the department's where a client cannot tell."""
        return kit.when(instant, zone=self.rulebook.door(self.share.department).hours.zone)

    def department(self, key: str = "") -> str:
        """What people call a department, this assignment's by default."""
        return safe(department_name(self.rulebook, key or self.share.department), 80)

    def link_to(self, assignment: int, text: str) -> str:
        """`text` (ready for mrkdwn) as a link to the card of another assignment, as it is where none can be opened."""
        url = self.address_of(self.cards.get(assignment))
        return f"<{url}|{text}>" if url else text

    def address_of(self, card: MessageRef | None) -> str:
        """Under which address people open a message, "" where there is none."""
        return address_of(card, self.people)

    def seat(self) -> str:
        """Whoever is asked first."""
        return self.told((Tell.SEAT,))

    def everybody(self) -> str:
        """The department's group, mentioned; whoever is in the channel where it has none."""
        return _group(self.people, self.rulebook.door(self.share.department).group) or EVERYBODY_HERE

    def name_of(self, tell: Tell) -> str:
        """What people call whoever is told so, without alerting them; "" where the rulebook names nobody."""
        door = self.rulebook.door(self.share.department)
        person = {Tell.SEAT: door.seat, Tell.BACKUP: door.backup, Tell.STRATEGIST: self.rulebook.strategist.person}
        return name_of(self.people, person.get(tell, ""))

    def helpers(self) -> str:
        """Whoever is asked when a person wants help."""
        return self.told((Tell.BACKUP, Tell.STRATEGIST))

    def told(self, tell: tuple[Tell, ...]) -> str:
        """Those whom a step tells, mentioned; the department's name where none of them is known."""
        department = self.rulebook.door(self.share.department)
        asked = {
            Tell.SEAT: self.who(department.seat) or _group(self.people, department.group),
            Tell.BACKUP: self.who(department.backup),
            Tell.CHANNEL: EVERYBODY_HERE,
            Tell.STRATEGIST: self.who(self.rulebook.strategist.person),
        }
        return _listed([asked[each] for each in tell if asked[each]]) or self.department()


def department_name(rulebook: Rulebook, key: str) -> str:
    """What people call a department, as it stands in the rulebook; its key where it was dropped since."""
    department = rulebook.department(key)
    return department.name if department else key


def _listed(names: list[str]) -> str:
    *others, last = list(dict.fromkeys(names)) or [""]
    return f"{', '.join(others)} and {last}" if others else last


def _group(people: People, group: str) -> str:
    found = group if GROUP_ID.fullmatch(group) else people.group_id(group) if group else None
    return f"<!subteam^{found}>" if found else ""
