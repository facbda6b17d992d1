"""Talk: somebody notes something down, answers in the thread, or says in public what others have said already.

Guarantee: pure; none of it is refused for being late.
"""

from datetime import datetime

from bot.core import commands as cmd
from bot.core import events as ev
from bot.core.deciding.shares import Decision, refuse
from bot.core.issue import Issue
from bot.core.refusal import RefusalReason
from bot.core.rulebook import Rulebook


def decide_add_note(command: cmd.AddNote, issue: Issue, *, now: datetime, rulebook: Rulebook) -> Decision:
    """Write down what has words in it."""
    if not command.text.strip():
        return refuse(RefusalReason.NOTHING_TO_SAY, issue)
    return (ev.NoteAdded(at=now, by=command.by, text=command.text),)


def decide_respond(command: cmd.Respond, issue: Issue, *, now: datetime, rulebook: Rulebook) -> Decision:
    """Hear an answer, where there is an open share that it answers."""
    share = issue.assignment(command.assignment)
    if share is None or not share.is_open:
        return ()
    return (ev.Responded(at=now, by=command.by, assignment=share.number),)


def decide_erase_words(command: cmd.EraseWords, issue: Issue, *, now: datetime, rulebook: Rulebook) -> Decision:
    """Note that the words are gone, whatever the issue's state."""
    return (ev.WordsErased(at=now, by=command.by),)


def decide_join(command: cmd.Join, issue: Issue, *, now: datetime, rulebook: Rulebook) -> Decision:
    """Count one more mention to the issue that is not its first."""
    if command.mention == issue.mention:
        return ()
    return (ev.MentionJoined(at=now, by=command.by, mention=command.mention, reach=command.reach),)
