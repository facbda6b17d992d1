"""The committee as people deal with it: look at it, note what was agreed, tick it off, see the agenda.

Guarantee: shown to those at the table (the chair, the strategist, seats and whoever stands in); who they are comes from
ids that Slack has signed, and a refusal is written down.
"""

from datetime import date

from bot.core.colleague import Colleague, hours_of_person, last_day_away
from bot.core.committee import Committee
from bot.core.department import Department
from bot.core.refusal import RefusalReason
from bot.core.rights import Standing, Via
from bot.errors import DoorknockError
from bot.slack.answers import message_view
from bot.slack.desk import Desk, Services
from bot.slack.messages import blocks as kit
from bot.slack.messages.agenda import agenda_message
from bot.slack.messages.blocks import Block, Message
from bot.slack.messages.committee import committee_message
from bot.slack.messages.people import name_of, person_of
from bot.slack.messages.safe import safe
from bot.slack.modals.agreed import agreed_form, agreed_of
from bot.slack.modals.form import Answers, Complaint
from bot.slack.parse import Place
from bot.slack.texts import committee as texts
from bot.slack.texts import modals, refusals

WHAT = "Committee"
"""What the audit trail calls it."""
LONGEST_WHAT = 120


def show_committee(desk: Desk, *, by: str, via: Via) -> Message:
    """What `/committee` shows this person."""
    in_the_way, services = why_not(desk, by, via=via), desk.services
    committee, rulebook = services.rules.current.committee, services.rules.current
    if in_the_way or committee is None:
        return Message(text=in_the_way or texts.NONE)
    agreed, now = services.agreements.open(), services.clock.now()
    return committee_message(committee, rulebook, agreed, services.directory, now=now, away=_away(services))


def _away(services: Services) -> dict[str, date | None]:
    """Who of those who sit or stand in is away now, and to which day where that is known."""
    asked = (
        (person, _absence(services, person, each))
        for each in services.rules.current.departments
        for person in (each.seat, each.backup)
        if person
    )
    return {person: last for person, (is_gone, last) in asked if is_gone}


def _absence(services: Services, person: str, department: Department) -> tuple[bool, date | None]:
    now, etiquette = services.clock.now(), services.rules.current.etiquette
    try:
        colleague = services.directory.colleague(person)
    except DoorknockError:
        # Slack does not say how they are: what people.yaml says is better than nothing.
        colleague = None
    known = colleague or Colleague(id="")
    terms = etiquette.terms_of(person, known.id)
    last = last_day_away(terms, now=now, zone=hours_of_person(known, terms, department.hours).zone)
    return last is not None or known.is_away, last


def show_agenda(desk: Desk, *, by: str, via: Via) -> Message:
    """The agenda as it would be now."""
    in_the_way, services = why_not(desk, by, via=via), desk.services
    committee = services.rules.current.committee
    if in_the_way or committee is None:
        return Message(text=in_the_way or texts.NONE)
    agenda = services.agendas.build(services.agendas.next_meeting())
    return agenda_message(agenda, committee, services.directory)


def why_not(desk: Desk, user: str, *, via: Via) -> str:
    """Why this person is not shown the table, "" where they are; a refusal is written down."""
    rulebook, standing = desk.services.rules.current, desk.services.standings.of(user)
    in_the_way = desk.for_colleagues(WHAT, by=user, via=via)
    if in_the_way or rulebook.committee is None:
        return in_the_way or texts.NONE
    if is_at_table(standing):
        return ""
    if standing.unsure_of or standing.is_unsure_of_admins:
        desk.note(WHAT, by=user, via=via, reason=RefusalReason.STANDING_UNKNOWN)
        return refusals.FOR_COLLEAGUES[RefusalReason.STANDING_UNKNOWN]
    desk.note(WHAT, by=user, via=via, reason="not_at_the_table")
    return texts.NOT_AT_TABLE.format(chair=name_of(desk.services.directory, rulebook.committee.chair))


def is_at_table(standing: Standing) -> bool:
    """Whether somebody has a chair there."""
    return standing.is_strategist or standing.is_chair or bool(standing.sits_for)


def open_note(desk: Desk, place: Place, *, via: Via) -> str:
    """Open the form; "" where it opens, else what stands in the way."""
    in_the_way = why_not(desk, place.user, via=via)
    if not in_the_way:
        desk.asides.open_view(place.trigger_id, agreed_form(), place=place)
    return in_the_way


def keep_agreed(desk: Desk, answers: Answers, *, by: str, key: str) -> Complaint | Block:
    """Keep what was filled in, and give the view that says so; or what is wrong with it."""
    in_the_way, services = why_not(desk, by, via=Via.MODAL), desk.services
    committee = services.rules.current.committee
    if in_the_way or committee is None:
        return message_view(modals.REFUSED_TITLE, [kit.section(in_the_way or texts.NONE)])
    morning = services.rules.current.strategist.summary_minute
    agreed = agreed_of(answers, committee, by=by, morning=morning, now=services.clock.now())
    if isinstance(agreed, Complaint):
        return agreed
    services.agreements.note(agreed, key=key)
    desk.note(WHAT, by=by, via=Via.MODAL)
    day = kit.day(agreed.due_at, zone=committee.zone)
    return message_view(texts.FORM_TITLE, [kit.section(texts.NOTED.format(who=person_of(agreed.who), day=day))])


def tick_off(desk: Desk, number: int, *, by: str) -> str:
    """Tick a follow-up off, if it is this person's to tick; gives the sentence that says what came of it."""
    found, standing = desk.services.agreements.get(number), desk.services.standings.of(by)
    committee: Committee | None = desk.services.rules.current.committee
    if found is None:
        return texts.TICKED_BEFORE
    if not (by in (found.who, found.noted_by) or (committee and (standing.is_strategist or standing.is_chair))):
        desk.note(WHAT, by=by, via=Via.BUTTON, reason="not_theirs")
        return texts.NOT_YOURS.format(who=name_of(desk.services.directory, found.who))
    is_first = desk.services.agreements.tick_off(number, by=by)
    desk.note(WHAT, by=by, via=Via.BUTTON)
    return texts.TICKED.format(what=safe(found.what, LONGEST_WHAT)) if is_first else texts.TICKED_BEFORE
