"""A Slack on the laptop, good enough for the real slack_bolt and slack_sdk.

It serves the demo, rehearsals of new rules, and the tests. It knows nothing about the bot that talks to it.

    workspace = Workspace(clock=clock)
    maria = workspace.add_person("maria", "Maria Silva")
    workspace.add_channel("#billing", members=["maria"])
    with workspace.serve() as base_url:               # for slack_sdk; people open workspace.page_url
        workspace.connect_http("http://127.0.0.1:3000/slack/events")
        posted = workspace.channel("#billing").expect("Knock 1")
        maria.clicks(posted, "Claim")
        workspace.channel("#billing").expect("Claimed by @maria")
"""

from bot.workspace.actors import Actor, Shown, Whispered
from bot.workspace.identity import DEFAULT_SCOPES
from bot.workspace.links import Ack
from bot.workspace.model import Accepted, Bot, Group, Message, Person
from bot.workspace.outgoing import Manners
from bot.workspace.promises import Posted, Room
from bot.workspace.refusals import ExpectationFailed, WorkspaceError
from bot.workspace.workspace import Command, Workspace

__all__ = [
    "DEFAULT_SCOPES",
    "Accepted",
    "Ack",
    "Actor",
    "Bot",
    "Command",
    "ExpectationFailed",
    "Group",
    "Manners",
    "Message",
    "Person",
    "Posted",
    "Room",
    "Shown",
    "Whispered",
    "Workspace",
    "WorkspaceError",
]
