"""The agenda of the committee's next meeting: built from the record, and posted once, the working day before.

Guarantee: it is enqueued in one transaction with the note that it has been, however many processes tick; a meeting that
has begun gets none any more.
"""

from datetime import date

from bot.clock import Clock
from bot.core.agenda import Agenda, agreed_before, put_together, seats, span_of, travelled, whys
from bot.core.committee import Committee
from bot.core.committee_notices import PostAgenda
from bot.core.summary import CardPlace
from bot.core.themes import themes_section
from bot.errors import DoorknockError
from bot.logs import unit_of_work_line
from bot.ports import OpenUnit, Rules, UnitOfWork
from bot.services.stories import stories_since
from bot.services.themes import fresh_themes
from bot.services.whys import MOST_ASKED, PERIOD

BEGUN = "What people have begun to talk about"
CURSOR = "committee-agenda"
"""Under this name the day of the last meeting that has an agenda is kept."""


MOST_AGREED = 100


class NoCommittee(DoorknockError):
    """The rulebook names none."""


class Agendas:
    """Builds agendas, and has each posted when its time has come."""

    def __init__(self, open_unit: OpenUnit, clock: Clock, rules: Rules) -> None:
        self._open_unit = open_unit
        self._clock = clock
        self._rules = rules

    def tick(self) -> int:
        """Enqueue the agenda that is due, if one is; returns how many were enqueued."""
        committee, now = self._rules.current.committee, self._clock.now()
        if committee is None:
            return 0
        meeting = committee.next_meeting(now)
        if committee.agenda_at(meeting) > now:
            return 0
        with self._open_unit().for_reading() as unit:
            if unit.cursors.get(CURSOR) >= meeting.isoformat():
                return 0
        with self._open_unit() as unit:
            # Another process may have been first.
            if unit.cursors.get(CURSOR) >= meeting.isoformat():
                return 0
            notice = PostAgenda(channel=committee.channel, meeting=meeting.isoformat())
            unit.outbox.enqueue([notice], now=now)
            unit.cursors.set(CURSOR, meeting.isoformat())
            unit.commit()
        return 1

    def next_meeting(self) -> date:
        """The day of the next meeting; NoCommittee where the rulebook names none."""
        return self.committee().next_meeting(self._clock.now())

    def built_for(self, notice: PostAgenda) -> Agenda | None:
        """What `notice` shows; None where the rulebook names no committee any more."""
        return self.build(date.fromisoformat(notice.meeting)) if self._rules.current.committee else None

    def build(self, meeting: date) -> Agenda:
        """The agenda of the meeting on that day, as far as it can be known by now; NoCommittee where there is none."""
        committee, rulebook, now = self.committee(), self._rules.current, self._clock.now()
        span = span_of(committee, meeting, now=now)
        with unit_of_work_line("agenda", meeting=meeting.isoformat()), self._open_unit().for_reading() as unit:
            explained = unit.record.explained_between(span.end - PERIOD, span.end)
            sections = (
                agreed_before(unit.agreed.open(limit=MOST_AGREED), committee, now=now),
                themes_section(fresh_themes(unit, span, rulebook), title=BEGUN),
                travelled(stories_since(unit, span.start, until=span.end), span, rulebook),
                *whys(explained, unit.why_asks.open(limit=MOST_ASKED), span, rulebook),
                seats(rulebook, meeting, unit.vacancies.all()),
            )
            agenda = put_together(committee, meeting, span=span, sections=sections)
            return agenda.with_cards(lambda *share: _card(unit, *share))

    def committee(self) -> Committee:
        """The committee of the rulebook; NoCommittee where it names none."""
        committee = self._rules.current.committee
        if committee is None:
            raise NoCommittee(
                "the rulebook names no committee; add «committee» to company.yaml with its channel, weekday and time, "
                "see docs/committee.md"
            )
        return committee


def _card(unit: UnitOfWork, issue: int, assignment: int) -> CardPlace | None:
    ref = unit.messages.card_of(issue, assignment)
    return CardPlace(channel=ref.channel, ts=ref.ts) if ref else None
