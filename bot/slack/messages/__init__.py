"""What people read in Slack: pure builders from a delivery to Block Kit.

Guarantee: `render` gives a message within all of Slack's limits, harmless whatever strangers wrote.
"""

from functools import singledispatch

from bot.core.agenda import Agenda
from bot.core.canary import ShowCanary
from bot.core.committee_notices import (
    AskInterview,
    PostAgenda,
    RemindOfAgreed,
    ReportInterviews,
    ReportVacancies,
    ShowAgreedDone,
    ThankForInterview,
)
from bot.core.events import PromiseDue
from bot.core.interview import InterviewState
from bot.core.notices import (
    KnockForPerson,
    PostCard,
    PostNote,
    PostReminder,
    RefreshKnocks,
    RelayReply,
    RemindOfFollowUp,
    ReportLedger,
    TellFollower,
    TellStrategist,
    UpdateCard,
    UpdateRelay,
    is_person,
)
from bot.core.rise_notice import PostRise
from bot.core.setting_aside import PostSetAside
from bot.core.showing_anew import ShowAnew
from bot.core.subscribing import PostFindings
from bot.core.summary import Report
from bot.core.summary_notice import PostSummary
from bot.core.why_notices import PostWhyAsk, RemindOfWhyAsk, UpdateWhyAsk
from bot.errors import PermanentFailure
from bot.ports import Delivery
from bot.ports.rises import RiseReport
from bot.services.subscriptions import WeeklyAnswer
from bot.slack.messages import blocks as kit
from bot.slack.messages.about import weekly_message
from bot.slack.messages.agenda import agenda_message
from bot.slack.messages.blocks import Message
from bot.slack.messages.canary import canary_line
from bot.slack.messages.card import card
from bot.slack.messages.committee import agreed_reminder
from bot.slack.messages.fit import fit
from bot.slack.messages.interview import interview_message, interviews_message
from bot.slack.messages.knock import personal_knock
from bot.slack.messages.ledger import ledger
from bot.slack.messages.news import news
from bot.slack.messages.note import note
from bot.slack.messages.people import People
from bot.slack.messages.relay import relay
from bot.slack.messages.reminder import promise_reminder, reminder
from bot.slack.messages.rise import rise_message
from bot.slack.messages.safe import clip, escape
from bot.slack.messages.scene import Scene
from bot.slack.messages.setting_aside import set_aside_message
from bot.slack.messages.summary import summary
from bot.slack.messages.talk import follow_up
from bot.slack.messages.vacancies import vacancies_message
from bot.slack.messages.why_ask import why_question, why_reminder
from bot.slack.texts import quoting

__all__ = ["Message", "render"]


def render(delivery: Delivery, people: People) -> Message:
    """The message that says what `delivery` is about, as things stand at its `now`."""
    return fit(_render(delivery.notice, delivery, people))


@singledispatch
def _render(notice: object, delivery: Delivery, people: People) -> Message:
    raise PermanentFailure(
        f"delivery {delivery.id}: {type(notice).__name__} has no message; this is Doorknock's mistake"
    )


@_render.register(PostCard)
@_render.register(UpdateCard)
def _(notice: PostCard | UpdateCard, delivery: Delivery, people: People) -> Message:
    if delivery.mention is None:
        raise PermanentFailure(f"delivery {delivery.id}: the mention of its issue is gone from the database")
    return card(_scene(delivery, people, notice.assignment), delivery.mention)


@_render.register
def _(notice: PostReminder, delivery: Delivery, people: People) -> Message:
    scene = _scene(delivery, people, notice.assignment)
    if isinstance(notice.event, PromiseDue):
        return promise_reminder(notice.event, scene, is_alone=is_person(notice.channel))
    return reminder(notice.event, scene, instead_of=notice.instead_of)


@_render.register(KnockForPerson)
@_render.register(RefreshKnocks)
def _(notice: KnockForPerson | RefreshKnocks, delivery: Delivery, people: People) -> Message:
    return personal_knock(delivery, people, person=notice.channel, zone=notice.zone)


@_render.register
def _(notice: PostNote, delivery: Delivery, people: People) -> Message:
    return note(notice.event, _scene(delivery, people, notice.assignment))


@_render.register(RelayReply)
@_render.register(UpdateRelay)
def _(notice: RelayReply | UpdateRelay, delivery: Delivery, people: People) -> Message:
    if delivery.reply is None:
        raise PermanentFailure(f"delivery {delivery.id}: the answer that it repeats is gone from the database")
    return relay(delivery.reply, _scene(delivery, people, notice.origin))


@_render.register(PostWhyAsk)
@_render.register(UpdateWhyAsk)
def _(notice: PostWhyAsk | UpdateWhyAsk, delivery: Delivery, people: People) -> Message:
    return why_question(_of_owner(delivery, people), delivery.mention, notice.number)


@_render.register
def _(notice: RemindOfWhyAsk, delivery: Delivery, people: People) -> Message:
    return why_reminder(_of_owner(delivery, people))


@_render.register
def _(notice: TellFollower, delivery: Delivery, people: People) -> Message:
    return news(notice.event, _scene(delivery, people, notice.assignment))


@_render.register
def _(notice: TellStrategist, delivery: Delivery, people: People) -> Message:
    text = escape(clip(notice.text, 2_500))
    return Message(text=text, blocks=(kit.section(text),))


@_render.register
def _(notice: PostSummary, delivery: Delivery, people: People) -> Message:
    if not isinstance(delivery.summary, Report):
        raise PermanentFailure(f"delivery {delivery.id}: the summary of {notice.week} came without its contents")
    return summary(delivery.summary, people, part=notice.part)


@_render.register
def _(notice: PostFindings, delivery: Delivery, people: People) -> Message:
    if not isinstance(delivery.summary, WeeklyAnswer):
        raise PermanentFailure(f"delivery {delivery.id}: the answer came without its contents")
    return weekly_message(delivery.summary, delivery.rulebook, people)


@_render.register
def _(notice: PostAgenda, delivery: Delivery, people: People) -> Message:
    committee = delivery.rulebook.committee
    if committee is None or not isinstance(delivery.summary, Agenda):
        raise PermanentFailure(f"delivery {delivery.id}: the rulebook names no committee any more")
    return agenda_message(delivery.summary, committee, people)


@_render.register(RemindOfAgreed)
@_render.register(ShowAgreedDone)
def _(notice: RemindOfAgreed | ShowAgreedDone, delivery: Delivery, people: People) -> Message:
    if delivery.agreed is None:
        raise PermanentFailure(f"delivery {delivery.id}: the follow-up it is about is gone from the database")
    return agreed_reminder(delivery.agreed)


@_render.register
def _(notice: RemindOfFollowUp, delivery: Delivery, people: People) -> Message:
    if delivery.conversation is None:
        raise PermanentFailure(f"delivery {delivery.id}: the conversation it is about is gone from the database")
    return follow_up(delivery.conversation, delivery.rulebook)


@_render.register
def _(notice: ReportVacancies, delivery: Delivery, people: People) -> Message:
    return vacancies_message(notice, delivery.rulebook)


@_render.register
def _(notice: AskInterview, delivery: Delivery, people: People) -> Message:
    return interview_message(notice.month, InterviewState.ASKED, delivery.interviews, delivery.rulebook)


@_render.register
def _(notice: ThankForInterview, delivery: Delivery, people: People) -> Message:
    return interview_message(notice.month, notice.state, delivery.interviews, delivery.rulebook)


@_render.register
def _(notice: ReportInterviews, delivery: Delivery, people: People) -> Message:
    return interviews_message(notice, delivery.interviews, delivery.rulebook)


@_render.register
def _(notice: PostRise, delivery: Delivery, people: People) -> Message:
    if not isinstance(delivery.summary, RiseReport):
        raise PermanentFailure(f"delivery {delivery.id}: the rise came without its contents")
    return rise_message(notice, delivery.summary, delivery.rulebook)


@_render.register
def _(notice: ShowAnew, delivery: Delivery, people: People) -> Message:
    if delivery.shown is None or (delivery.summary is None and delivery.mention is None):
        return Message(text=quoting.NOTHING_LEFT, blocks=(kit.section(quoting.NOTHING_LEFT),))
    return _render(delivery.shown, delivery, people)


@_render.register
def _(notice: PostSetAside, delivery: Delivery, people: People) -> Message:
    if delivery.mention is None:
        raise PermanentFailure(f"delivery {delivery.id}: the mention it is about is gone from the database")
    return set_aside_message(notice, delivery.mention)


@_render.register
def _(notice: ReportLedger, delivery: Delivery, people: People) -> Message:
    return ledger(notice)


@_render.register
def _(notice: ShowCanary, delivery: Delivery, people: People) -> Message:
    return canary_line()


def _of_owner(delivery: Delivery, people: People) -> Scene:
    return _scene(delivery, people, delivery.issue.owner.number if delivery.issue else 0)


def _scene(delivery: Delivery, people: People, assignment: int) -> Scene:
    share = delivery.issue.assignment(assignment) if delivery.issue else None
    if delivery.issue is None or share is None:
        raise PermanentFailure(
            f"delivery {delivery.id}: its issue or assignment {assignment} is gone from the database"
        )
    return Scene(
        issue=delivery.issue,
        share=share,
        rulebook=delivery.rulebook,
        people=people,
        now=delivery.now,
        cards=delivery.cards,
    )
