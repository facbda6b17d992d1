"""The one path of everything that people do to an issue: an act with its arguments, the command, the answer.

Buttons, slash commands, shortcuts and words in a thread all come this way.

Guarantee: what is done is stored when this returns; what is missing is asked for, in a modal where Slack lets one be
opened, else by buttons.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.core.commands import BringIn, ChangeUrgency, Command, HandOff, Merge, Snooze, Split
from bot.core.issue import Issue
from bot.core.refusal import Refusal, RefusalReason
from bot.core.rights import Via
from bot.ports import StoredMention
from bot.slack.acting.barest import barest
from bot.slack.acting.commanding import KINDS, Missing, Wish, command_of, name_of
from bot.slack.acting.questions import question
from bot.slack.actions import Act
from bot.slack.desk import Desk
from bot.slack.explaining import explain
from bot.slack.grammar import Said, Setting
from bot.slack.ids import Target
from bot.slack.messages import blocks as kit
from bot.slack.messages.blocks import Message
from bot.slack.messages.safe import safe
from bot.slack.messages.scene import Scene, department_name
from bot.slack.messages.story import shown
from bot.slack.modals import FORMS
from bot.slack.modals.all_acts import all_acts_view
from bot.slack.parse import Place
from bot.slack.texts import asking, done, names

ASKS_FIRST = frozenset({Act.ESCALATE, Act.RESOLVE, Act.REOPEN})
"""What can be done without a word, but is asked about first where somebody presses a button."""
PRESSED = frozenset({Via.BUTTON, Via.SHORTCUT})


@dataclass(frozen=True, slots=True)
class Reply:
    """What the person is told: nothing, that it is done, or something else."""

    message: Message | None = None
    is_done: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What somebody wants done, where they said so, and by which way. `key` is unique for the click or the words."""

    said: Said
    target: Target
    place: Place
    key: str
    via: Via

    @property
    def act(self) -> Act:
        """What is to be done."""
        return self.said.act


def perform(desk: Desk, request: Request) -> Reply:
    """Do it, show it, or ask for what is missing."""
    scene = desk.scene(request.target)
    if isinstance(scene, Refusal):
        return _turned_down(desk, request, scene)
    if request.act is Act.SPLIT:
        scene = desk.with_joined(scene)
    mention = desk.services.issues.mention(scene.issue.mention)
    if request.act not in KINDS:
        return _show(desk, request, scene, mention)
    command = command_of(Wish(said=request.said, scene=scene, mention=mention, by=request.place.user))
    if isinstance(command, Missing) or _asks_first(request):
        return _ask(desk, request, scene, mention, missing=command if isinstance(command, Missing) else None)
    outcome = desk.apply(request.target.issue, command, key=request.key, via=request.via)
    if isinstance(outcome, Refusal):
        return _told(desk.sentence(outcome))
    return Reply(_message(_done(request.act, command, outcome, scene)), is_done=True)


def setting_of(desk: Desk, target: Target) -> Setting | Refusal:
    """What words about this assignment are read against."""
    scene = desk.scene(target)
    if isinstance(scene, Refusal):
        return scene
    hours = scene.rulebook.door(scene.share.department).hours
    return Setting(rulebook=scene.rulebook, now=scene.now, zone=hours.zone, opening=hours.next_opening(scene.now))


def _asks_first(request: Request) -> bool:
    return request.via in PRESSED and request.act in ASKS_FIRST and not request.said.words


def _show(desk: Desk, request: Request, scene: Scene, mention: StoredMention | None) -> Reply:
    place, act = request.place, request.act
    why_not = desk.for_colleagues(name_of(act), by=place.user, via=request.via, issue=scene.issue.number)
    if why_not:
        return _told(why_not)
    if mention is None:
        return _turned_down(desk, request, Refusal(reason=RefusalReason.NO_SUCH_ISSUE, issue=scene.issue.number))
    if act is Act.SHOW:
        return Reply(shown(scene, mention, desk.services.issues.story(scene.issue.number)))
    if not place.trigger_id:
        # Nothing that was said in a thread may open a modal; a click may.
        return Reply(_offered(act, request.target))
    if act is Act.WHY_ME:
        explain(desk, scene, mention, place=place)
    else:
        view = all_acts_view(scene, mention, viewer=place.user)
        desk.asides.open_view(place.trigger_id, view, place=place)
    return Reply()


def _ask(
    desk: Desk, request: Request, scene: Scene, mention: StoredMention | None, *, missing: Missing | None
) -> Reply:
    """Ask for what is missing, where the person may and it is not too late: nobody fills in a form in vain."""
    place = request.place
    refusal = desk.may_ask(request.target.issue, barest(request.act, scene, by=place.user), via=request.via)
    if refusal is not None:
        return _told(desk.sentence(refusal))
    if missing is not None and not place.trigger_id:
        return Reply(question(missing, scene, mention))
    said = request.said
    form = FORMS[Act.HAND_OFF if request.act is Act.NOT_OURS else request.act]
    given: Mapping[str, str] = {form.words: said.words, "department": said.department}
    desk.asides.open_view(place.trigger_id, form.view(scene, mention, given), place=place)
    return Reply()


def _offered(act: Act, target: Target) -> Message:
    text = (asking.WHY_ME if act is Act.WHY_ME else asking.MORE).format(issue=target.issue)
    button = kit.button(asking.LABELS[act], action=act, value=str(target))
    return Message(text=text, blocks=(kit.section(text), kit.actions(button)))


def _done(act: Act, command: Command, issue: Issue, scene: Scene) -> str:
    """That it is done, in a sentence, and what comes next."""
    department, until, urgency, into = "", "", "", ""
    match command:
        case HandOff(is_not_ours=False) if act is Act.NOT_OURS:
            return _done(Act.HAND_OFF, command, issue, scene)
        case HandOff(to=key) | BringIn(department=key):
            department = safe(department_name(scene.rulebook, key), 60)
        case Snooze(until=instant):
            until = scene.when(instant)
        case ChangeUrgency(urgency=level):
            urgency = names.URGENCY_NAME[level].lower()
        case Merge(into=number):
            into = f"#{number}"
        case Split():
            into = f"#{issue.split_off[-1]}" if issue.split_off else ""
        case _:
            pass
    return done.DONE_ACTS[act].format(
        issue=issue.number, department=department, until=until, urgency=urgency, into=into
    )


def _turned_down(desk: Desk, request: Request, refusal: Refusal) -> Reply:
    return _told(desk.turned_down(refusal, name_of(request.act), by=request.place.user, via=request.via))


def _told(text: str) -> Reply:
    return Reply(_message(text))


def _message(text: str) -> Message:
    return Message(text=text, blocks=(kit.section(text),))
