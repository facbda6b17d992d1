"""What a colleague can do about a card, as data, and how it is done in the workspace: by the same clicks as anybody's.

Guarantee: a deed whose button is not there any more is skipped, since somebody else was first.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import singledispatch

from bot.core.department import TRIAGE
from bot.workspace.actors import Actor, Shown
from bot.workspace.links import Ack
from bot.workspace.promises import Posted

VIEW_WITHIN_S = 5.0


@dataclass(frozen=True, slots=True)
class Claim:
    """Take the card: by its button, by `/claim`, or by putting 👀 on it."""

    how: str = "button"


@dataclass(frozen=True, slots=True)
class Say:
    """Answer in the thread."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolve:
    """Finish, and say how."""

    outcome: str
    cause: str = ""
    public_reply: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOff:
    """Pass the card on."""

    to: str
    why: str
    is_not_ours: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class BringIn:
    """Ask another department."""

    department: str
    question: str


@dataclass(frozen=True, slots=True)
class Escalate:
    """Ask backup and strategist for help, by slash command."""

    why: str


@dataclass(frozen=True, slots=True)
class Snooze:
    """Ask for quiet until the next working hour."""


@dataclass(frozen=True, slots=True)
class Dismiss:
    """Say that nobody has to act."""

    reason: str = "nothing_to_do"
    why: str = ""


@dataclass(frozen=True, slots=True)
class StillOnIt:
    """Answer the bot's question whether the claim still holds."""


Deed = Claim | Say | Resolve | HandOff | BringIn | Escalate | Snooze | Dismiss | StillOnIt


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """Where a deed is done: who does it, on which card, the thread's line it answers, and what they were told alone."""

    who: Actor
    card: Posted
    issue: int
    line: Posted | None = None
    told: Posted | None = None

    def on_line(self, line: Posted) -> "Scene":
        """The same, in answer to `line`."""
        return replace(self, line=line)


def do(deed: Deed, scene: Scene) -> str:
    """Do it, and say what was done in a few words, "" where it could not be done any more."""
    if scene.card.is_deleted:
        return ""
    return _do(deed, scene)


@singledispatch
def _do(deed: object, scene: Scene) -> str:
    raise TypeError(f"nobody knows how to {type(deed).__name__}")


@_do.register
def _(deed: Claim, scene: Scene) -> str:
    if "Claim" not in scene.card.buttons:
        return ""
    # Whoever has put it there before (and forgot the card) can only press the button.
    has_reacted = scene.who.name in scene.card.reactions.get("eyes", [])
    match deed.how:
        case "eyes" if not has_reacted:
            scene.who.reacts(scene.card, "eyes")
            return f"puts 👀 on #{scene.issue}"
        case "command":
            scene.who.commands(f"/claim {scene.issue}", scene.card.channel_id)
            return f"types /claim {scene.issue}"
        case _:
            scene.who.clicks(_nearest_claim(scene), "claim")
            return f"claims #{scene.issue}"


def _nearest_claim(scene: Scene) -> Posted:
    """Where the button is under one's finger: in a message to oneself about this door alone, else on the card."""
    told = scene.told
    is_mine = told is not None and told.state.shelves.channels[told.channel_id].user == scene.who.id
    is_at_hand = is_mine and told is not None and not told.is_deleted and told.buttons.count("Claim") == 1
    return told if is_at_hand and told is not None else scene.card


@_do.register
def _(deed: Say, scene: Scene) -> str:
    # What is said shows in the thread itself, so there is nothing more to tell.
    scene.who.says(scene.card.channel_id, deed.text, thread=scene.card)
    return ""


@_do.register
def _(deed: Resolve, scene: Scene) -> str:
    answers = {"outcome": deed.outcome, "cause": deed.cause, "public_reply": deed.public_reply}
    return _by_modal(scene, "resolve", answers, f"resolves #{scene.issue}: {deed.outcome}")


@_do.register
def _(deed: HandOff, scene: Scene) -> str:
    answers: dict[str, object] = {"department": deed.to, "why": deed.why}
    if deed.is_not_ours:
        answers["not_ours"] = ["not_ours"]
    verb = "files" if scene.who.now.title.startswith("Social") else "hands off"
    return _by_modal(scene, "hand_off", answers, f"{verb} #{scene.issue} to {deed.to}: {deed.why}")


@_do.register
def _(deed: BringIn, scene: Scene) -> str:
    answers = {"department": deed.department, "question": deed.question}
    return _by_modal(scene, "bring_in", answers, f"brings in {deed.department} on #{scene.issue}: {deed.question}")


@_do.register
def _(deed: Escalate, scene: Scene) -> str:
    if "Escalate" not in scene.card.buttons:
        return ""
    scene.who.commands(f"/escalate {scene.issue} {deed.why}", scene.card.channel_id)
    return f"types /escalate {scene.issue} {deed.why}"


@_do.register
def _(deed: Snooze, scene: Scene) -> str:
    return _by_modal(scene, "snooze", {"how_long": "next"}, f"snoozes #{scene.issue} until the next working hour")


@_do.register
def _(deed: Dismiss, scene: Scene) -> str:
    return _by_modal(scene, "Dismiss", {"reason": deed.reason, "why": deed.why}, f"dismisses #{scene.issue}")


@_do.register
def _(deed: StillOnIt, scene: Scene) -> str:
    line = scene.line
    if line is None or line.is_deleted or "Yes, still on it" not in line.buttons:
        return ""
    scene.who.clicks(line, "still_on_it")
    return f"is still on #{scene.issue}"


def _by_modal(scene: Scene, control: str, answers: Mapping[str, object], done: str) -> str:
    """Press, wait for the modal, fill it in, send it off."""
    if not _offers(scene.card, control):
        return ""
    scene.who.clicks(scene.card, control)
    view: Shown = scene.who.awaits_view(within=VIEW_WITHIN_S)
    ack: Ack = scene.who.submits(view, {field: answer for field, answer in answers.items() if answer})
    if scene.who.has_view:
        # The bot had a complaint: somebody was quicker, or the choice is gone.
        scene.who.closes(scene.who.view)
        return ""
    return done if ack.is_ok else ""


def _offers(card: Posted, control: str) -> bool:
    menus = [option["text"]["text"] for each in card.controls for option in each.options]
    return any(each.action_id == control for each in card.controls) or control in menus


__all__ = [
    "TRIAGE",
    "BringIn",
    "Claim",
    "Deed",
    "Dismiss",
    "Escalate",
    "HandOff",
    "Resolve",
    "Say",
    "Scene",
    "Snooze",
    "StillOnIt",
    "do",
]
