"""The command behind an emoji on a card.

Guarantee: pure. An act whose command would need an answer first counts as what it surely is: somebody is there.
"""

from bot.core.commands import Claim, Command, Escalate, Release, Resolve, Respond
from bot.slack.actions import Act


def wish(act: Act, *, by: str, assignment: int, words: str = "") -> Command:
    """What the person `by` asks for; `words` are the outcome or the reason, where there is one."""
    match act:
        case Act.CLAIM:
            return Claim(by=by, assignment=assignment)
        case Act.RELEASE:
            return Release(by=by, assignment=assignment)
        case Act.RESOLVE:
            return Resolve(by=by, assignment=assignment, outcome=words)
        case Act.ESCALATE:
            return Escalate(by=by, assignment=assignment, why=words)
        case _:
            return Respond(by=by, assignment=assignment)
