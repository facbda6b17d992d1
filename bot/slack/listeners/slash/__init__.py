"""The slash commands: what each answers to the one who typed it. One module each.

Guarantee: a command is named by the surface alone, which the manifest is written from as well.
"""

from bot.slack.listeners.slash import (
    claim,
    committee,
    doorknock,
    doors,
    escalate,
    issue,
    issues,
    mention,
    mentions,
    whys,
)
from bot.slack.listeners.slash.command import SlashCommand

SLASH_COMMANDS: dict[str, SlashCommand] = {
    command.shown.name: command
    for command in (
        claim.COMMAND,
        escalate.COMMAND,
        issue.COMMAND,
        issues.COMMAND,
        doors.COMMAND,
        whys.COMMAND,
        committee.COMMAND,
        mention.COMMAND,
        mentions.COMMAND,
        doorknock.COMMAND,
    )
}
"""Every command by the name that people type."""
