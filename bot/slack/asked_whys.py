"""Whys at another department's door, as people of it deal with them: answer, cannot say, take back; and in the thread.

Guarantee: who may is asked each time, at the one choke point; whoever may not answer in a thread has said nothing
wrong.
"""

from bot.core.commands import AnswerAskedWhy, DeclineWhy, TakeWhyBack
from bot.core.normalise import clean_text, shortened
from bot.core.refusal import Refusal, RefusalReason
from bot.core.rights import Via
from bot.errors import TemporaryFailure
from bot.slack.answers import message_view
from bot.slack.desk import Desk
from bot.slack.grammar.words import as_typed
from bot.slack.ids import Target
from bot.slack.messages import blocks as kit
from bot.slack.messages.blocks import Block
from bot.slack.modals.asked_why import FIELD, asked_why_form
from bot.slack.modals.form import LONGEST_ANSWER, Answers
from bot.slack.parse import Place
from bot.slack.said import Said, Turn
from bot.slack.texts import modals


def open_answer(desk: Desk, target: Target, place: Place) -> None:
    """Open the form for an answer, or say why there is none to be given."""
    wish = AnswerAskedWhy(by=place.user, ask=target.assignment, text="")
    refusal = desk.may_ask(target.issue, wish, via=Via.BUTTON)
    issue = desk.services.issues.get(target.issue)
    if refusal is not None:
        desk.tell(place, refusal)
    elif issue is not None and issue.why_ask is not None:
        desk.asides.open_view(place.trigger_id, asked_why_form(issue.number, issue.why_ask), place=place)


def keep_answer(desk: Desk, target: Target, answers: Answers, *, by: str, key: str) -> Block | None:
    """Keep what was filled in; the view that says what stands in the way, None where nothing does."""
    command = AnswerAskedWhy(by=by, ask=target.assignment, text=answers.text(FIELD))
    outcome = desk.apply(target.issue, command, key=key, via=Via.MODAL)
    if isinstance(outcome, Refusal):
        return message_view(modals.REFUSED_TITLE, [kit.section(desk.sentence(outcome))])
    return None


def drop(desk: Desk, target: Target, place: Place, kind: type[DeclineWhy | TakeWhyBack]) -> None:
    """Leave the question unanswered."""
    command = kind(by=place.user, ask=target.assignment)
    desk.tell(place, desk.apply(target.issue, command, key=place.key, via=Via.BUTTON))


def hear_answer(desk: Desk, said: Said) -> bool:
    """Take the first thing that is said beneath a question for its answer; False where no question stands there.

    What is a question itself answers none, and neither do the words of whoever asked. What is changed or deleted later
    changes nothing: an answer stays.
    """
    found = desk.services.issues.why_ask_at(said.channel, said.thread_ts)
    if found is None:
        return False
    number, ask = found
    words = shortened(clean_text(as_typed(said.words)), LONGEST_ANSWER)
    if said.turn is Turn.SAID and words and not words.endswith("?") and not _has_asked(desk, number, said.by):
        command = AnswerAskedWhy(by=said.by, ask=ask, text=words)
        outcome = desk.apply(number, command, key=said.key, via=Via.REPLY)
        if isinstance(outcome, Refusal) and outcome.reason is RefusalReason.STANDING_UNKNOWN:
            raise TemporaryFailure(f"Slack did not say in time who {said.by} is; the answer is asked for again")
    return True


def _has_asked(desk: Desk, number: int, person: str) -> bool:
    """Whether it is their own question: what they add there explains it."""
    issue = desk.services.issues.get(number)
    return issue is not None and issue.why_ask is not None and issue.why_ask.by == person
