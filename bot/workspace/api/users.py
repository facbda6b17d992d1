"""People and their groups: users.list, info, lookupByEmail, profile.get, usergroups.list, usergroups.users.list."""

from typing import TYPE_CHECKING

from bot.workspace.calls import Call, method, page_of
from bot.workspace.model import JsonObject, Person
from bot.workspace.refusals import Refusal
from bot.workspace.shapes import group_json, person_json, profile_json

if TYPE_CHECKING:
    from bot.workspace.desk import Desk


@method("users.list", "users:read")
def list_(desk: "Desk", call: Call) -> JsonObject:
    """Everybody, bots included."""
    page, cursor = page_of(list(desk.state.shelves.people.values()), call, default=200, most=1000)
    members = [_shape(desk, person) for person in page]
    return {"members": members, "response_metadata": {"next_cursor": cursor}}


@method("users.info", "users:read")
def info(desk: "Desk", call: Call) -> JsonObject:
    """One person."""
    return {"user": _shape(desk, _known(desk, call.text("user")))}


@method("users.lookupByEmail", "users:read.email")
def lookup_by_email(desk: "Desk", call: Call) -> JsonObject:
    """A person by e-mail address."""
    wanted = call.needed("email").lower()
    found = next((p for p in list(desk.state.shelves.people.values()) if p.email.lower() == wanted), None)
    if found is None:
        raise Refusal("users_not_found")
    return {"user": _shape(desk, found)}


@method("users.profile.get", "users.profile:read")
def profile(desk: "Desk", call: Call) -> JsonObject:
    """A person's profile with the status they set."""
    return {"profile": profile_json(_known(desk, call.text("user")), desk.state.bot.team_id)}


@method("usergroups.list", "usergroups:read")
def groups(desk: "Desk", call: Call) -> JsonObject:
    """All user groups."""
    shapes = [group_json(group, desk.state.bot.team_id) for group in list(desk.state.shelves.groups.values())]
    if not call.flag("include_users"):
        shapes = [{k: v for k, v in shape.items() if k != "users"} for shape in shapes]
    return {"usergroups": shapes}


@method("usergroups.users.list", "usergroups:read")
def group_members(desk: "Desk", call: Call) -> JsonObject:
    """The ids of who is in a user group."""
    group = desk.state.shelves.groups.get(call.needed("usergroup"))
    if group is None:
        raise Refusal("no_such_subteam")
    return {"users": list(group.members)}


def _known(desk: "Desk", user: str) -> Person:
    person = desk.state.shelves.people.get(user)
    if person is None:
        raise Refusal("user_not_found")
    return person


def _shape(desk: "Desk", person: Person) -> JsonObject:
    shape = person_json(person, desk.state.bot.team_id)
    if "users:read.email" not in desk.state.scopes:
        shape["profile"].pop("email")
    return shape
