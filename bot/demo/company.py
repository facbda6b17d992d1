"""The company as a workspace: everybody and every channel that a rulebook names.

Guarantee: made from the rulebook alone, so a strategist's own rules rehearse with their own people and channels.
"""

from bot.clock import MovableClock
from bot.core.department import Department
from bot.core.rulebook import Rulebook
from bot.core.source import ChannelSource
from bot.slack.surface import COMMANDS, SHORTCUTS
from bot.workspace.outgoing import Manners
from bot.workspace.workspace import Workspace

LISTENING_TOOL = "mediawatch"


def build_workspace(rulebook: Rulebook, clock: MovableClock, *, manners: Manners | None = None) -> Workspace:
    """A workspace with the rulebook's people, channels and groups, and the bot in it."""
    workspace = Workspace(clock=clock, name=rulebook.company, manners=manners)
    _add_people(workspace, rulebook)
    _add_channels(workspace, rulebook)
    workspace.add_tool(LISTENING_TOOL, "Mediawatch")
    for command in COMMANDS:
        workspace.add_command(command.name, command.description, hint=command.hint)
    for shortcut in SHORTCUTS:
        workspace.add_message_shortcut(shortcut.callback_id, shortcut.name)
    return workspace


def short_name(person: str) -> str:
    """What the workspace calls somebody: `maya.lindqvist` for maya.lindqvist@halden.example."""
    return person.removeprefix("@").partition("@")[0]


def _full_name(person: str) -> str:
    return short_name(person).replace(".", " ").replace("_", " ").title()


def _add_people(workspace: Workspace, rulebook: Rulebook) -> None:
    strategist = rulebook.strategist
    known = {strategist.person: ("Social Media Strategist", strategist.zone)}
    for department in rulebook.departments:
        zone = department.hours.zone
        known.setdefault(department.seat, (f"{department.name}, seat", zone))
        known.setdefault(department.backup, (f"{department.name}, backup", zone))
    known.pop("", None)
    for person, (title, zone) in known.items():
        email = person if "@" in person[1:] else f"{short_name(person)}@example.com"
        workspace.add_person(short_name(person), _full_name(person), title=title, tz=zone, email=email)


def _add_channels(workspace: Workspace, rulebook: Rulebook) -> None:
    strategist = rulebook.strategist
    everybody = sorted({short_name(p) for d in rulebook.departments for p in (d.seat, d.backup) if p})
    workspace.add_channel("general", members=everybody, topic="Everybody. Post what you found here, then Route this.")
    workspace.add_channel(strategist.channel, members=[short_name(strategist.person)], topic="The strategist's desk")
    if strategist.summary_channel != strategist.channel:
        workspace.add_channel(strategist.summary_channel, members=everybody, topic="How our week went, every Monday")
    if rulebook.committee is not None and workspace.state.find_channel(rulebook.committee.channel) is None:
        workspace.add_channel(rulebook.committee.channel, members=everybody, topic="The table at which the seats meet")
    for source in rulebook.sources:
        if isinstance(source, ChannelSource):
            workspace.add_channel(source.channel, topic="What the listening tool hears")
    for department in rulebook.departments:
        _add_department(workspace, department)


def _add_department(workspace: Workspace, department: Department) -> None:
    members = [short_name(person) for person in (department.seat, department.backup) if person]
    if workspace.state.find_channel(department.channel) is None:
        workspace.add_channel(department.channel, members=members, topic=_who_sits_here(department))
    if department.group.startswith("@"):
        workspace.add_group(department.group.removeprefix("@"), department.name, members=members)


def _who_sits_here(department: Department) -> str:
    named = (("seat", department.seat), ("backup", department.backup))
    return " · ".join(f"{role}: {_full_name(person)}" for role, person in named if person) or department.name
