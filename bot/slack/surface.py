"""What the app shows in Slack: commands, shortcuts, events and the permissions they need.

Guarantee: the manifest is written from these tables and the listeners are registered from them, so that neither can
offer what the other lacks. Importing this module loads no part of the Slack SDK.
"""

from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True, kw_only=True)
class CommandShown:
    """A slash command as people find it; `hint` says what may follow."""

    name: str
    description: str
    hint: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShortcutShown:
    """A message shortcut as people find it."""

    callback_id: str
    name: str
    description: str


CLAIM = CommandShown(name="/claim", description="Take an issue", hint="[1042]")
ESCALATE = CommandShown(name="/escalate", description="Ask for help with an issue", hint="[1042 reason]")
ISSUE = CommandShown(
    name="/issue",
    description="Show an issue with its story, or do something to it",
    hint="1042 [snooze 4h | note … | …]",
)
ISSUES = CommandShown(
    name="/issues", description="List issues", hint="[mine | my department | overdue | closed | billing]"
)
DOORS = CommandShown(name="/doors", description="See how each department's door opens", hint="[billing | talk billing]")
WHYS = CommandShown(name="/whys", description="See why things happen, over all departments", hint="[breakfast]")
COMMITTEE = CommandShown(
    name="/committee", description="See the table of all departments, and what was agreed", hint="[agenda | note]"
)
MENTION = CommandShown(name="/mention", description="Hand in what the public said", hint="text or link")
MENTIONS = CommandShown(
    name="/mentions",
    description="Ask what the public says about something",
    hint='about "late check-out" last 30 days | weekly',
)
DOORKNOCK = CommandShown(
    name="/doorknock",
    description="For administrators: rules, figures, erasing",
    hint="rules | export [week] | erase 1042",
)
COMMANDS = (CLAIM, ESCALATE, ISSUE, ISSUES, DOORS, WHYS, COMMITTEE, MENTION, MENTIONS, DOORKNOCK)

ROUTE_THIS = ShortcutShown(
    callback_id="route_this",
    name="Route this",
    description="Send this message to the department that can help",
)
CLAIM_THIS = ShortcutShown(callback_id="claim_this", name="Claim", description="Take the issue of this message")
HAND_OFF_THIS = ShortcutShown(
    callback_id="hand_off_this", name="Hand off", description="Pass the issue of this message to another department"
)
RESOLVE_THIS = ShortcutShown(
    callback_id="resolve_this", name="Resolve", description="Say how the issue of this message ended"
)
MORE_OF_THIS = ShortcutShown(
    callback_id="more_of_this", name="Issue: more…", description="Everything that can be done with this issue"
)
SHORTCUTS = (ROUTE_THIS, CLAIM_THIS, HAND_OFF_THIS, RESOLVE_THIS, MORE_OF_THIS)
"""Five, which is what Slack promises an app; the last one leads to every act there is."""

EVENTS = (
    "app_home_opened",
    "app_mention",
    "app_uninstalled",
    "member_joined_channel",
    "member_left_channel",
    "message.channels",
    "message.groups",
    "message.im",
    "reaction_added",
    "reaction_removed",
    "subteam_members_changed",
    "tokens_revoked",
)

SCOPES = MappingProxyType(
    {
        "app_mentions:read": "hears `@doorknock claim` in a card's thread",
        "channels:history": "hears answers in a card's thread, and looks whether a post has arrived",
        "channels:join": "joins the departments' public channels by itself",
        "channels:read": "finds channels by their names, and sees who is in them",
        "chat:write": "posts, edits and removes its own messages",
        "chat:write.public": "posts in public channels before it has joined them",
        "commands": "offers the slash commands and the shortcuts",
        "files:write": "shows the week in pictures, and sends an administrator the table they asked for",
        "groups:history": "the same in private channels it was invited to",
        "groups:read": "finds private channels it was invited to",
        "im:history": "hears answers to a direct message, and looks whether one has arrived",
        "im:write": "tells a person what is for them alone",
        "metadata.message:read": "recognises its own posts after a lost connection, so that nothing is posted twice",
        "reactions:read": "understands emoji on a card, such as 👀 and ✅",
        "reactions:write": "puts ⏰ on a reply that says when somebody gets back",
        "usergroups:read": "mentions a department's user group, and knows who is in it",
        "users:read": "finds seats by their names, and tells guests from colleagues",
        "users:read.email": "finds seats by their e-mail addresses",
    }
)
"""Each permission and what the bot does with it."""

APP_LEVEL_SCOPES = ("connections:write",)
"""What the app-level token of Socket Mode needs."""
