"""The watcher: reads what is new in the workspace, prints it, and lets the colleagues see it.

Guarantee: each message is handed on once, in the order in which it was written.
"""

from bot.demo.cards import Card, asks_for_help, is_personal, knock_of
from bot.demo.colleagues import Colleagues
from bot.demo.stage import Stage
from bot.demo.transcript import Transcript
from bot.workspace.promises import Posted

KNOCK, HELP, STORM, CARD, NOTE = "yellow", "bold red", "blue", "bold", "green"


class Watcher:
    """Reads along."""

    def __init__(self, stage: Stage, transcript: Transcript, colleagues: Colleagues) -> None:
        self._stage = stage
        self._transcript = transcript
        self._colleagues = colleagues
        self._seq = stage.workspace.state.seq
        self._seen: set[tuple[str, ...]] = set()
        self._storms: dict[tuple[str, ...], int] = {}

    def look(self) -> None:
        """Hand on everything that is new."""
        state = self._stage.workspace.state
        changes = state.changes_after(self._seq)
        for key in dict.fromkeys(change.key for change in changes if change.kind == "message"):
            posted = Posted(state, key[0], key[1])
            if key in self._seen:
                self._look_again(key, posted)
            elif not posted.is_deleted:
                self._seen.add(key)
                self._print(posted)
                self._colleagues.see(posted)
        if changes:
            self._seq = changes[-1].seq

    def _look_again(self, key: tuple[str, ...], posted: Posted) -> None:
        """An edited card may have grown."""
        card = Card.at(posted)
        if card is not None and card.storm > self._storms.get(key, 1):
            self._storms[key] = card.storm
            self._line(posted, f"🌊 #{card.issue}: {card.storm} people say the same", STORM)

    def _print(self, posted: Posted) -> None:
        card = Card.at(posted)
        if card is not None:
            said = card.plain.split("\n")
            about = " | ".join(said[2:4])
            self._line(posted, f"{card.headline}: {about}", CARD)
        elif is_personal(posted) and posted.now.bot_id:
            self._line(posted, posted.plain, KNOCK)
        elif posted.now.is_reply:
            self._line(posted, f"↳ {posted.plain}", _style(posted))
        else:
            self._line(posted, posted.plain, "")

    def _line(self, posted: Posted, what: str, style: str) -> None:
        state = self._stage.workspace.state
        channel = state.shelves.channels[posted.channel_id]
        where = f"@{state.shelves.people[channel.user].name}" if channel.is_im else f"#{channel.name}"
        who = "Doorknock" if posted.now.bot_id == state.bot.bot_id else _name(posted)
        self._transcript.line(self._stage.clock.now(), where=where, who=who, what=what, style=style)


def _name(posted: Posted) -> str:
    person = posted.state.shelves.people[posted.now.user]
    return person.real_name or person.name


def _style(posted: Posted) -> str:
    if not posted.now.bot_id:
        return ""
    return KNOCK if knock_of(posted) else HELP if asks_for_help(posted) else NOTE
