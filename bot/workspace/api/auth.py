"""Who am I, and where: auth.test, api.test, team.info, bots.info, and the door to Socket Mode."""

from typing import TYPE_CHECKING

from bot.workspace.calls import Call, method
from bot.workspace.model import JsonObject
from bot.workspace.refusals import Refusal

if TYPE_CHECKING:
    from bot.workspace.desk import Desk


@method("api.test", needs_token=False)
def api_test(desk: "Desk", call: Call) -> JsonObject:
    """Says back what it was told."""
    if call.text("error"):
        raise Refusal(call.text("error"))
    return {"args": {k: v for k, v in call.arguments.items() if k != "token"}}


@method("auth.test")
def auth_test(desk: "Desk", call: Call) -> JsonObject:
    """The identity behind the token."""
    bot = desk.state.bot
    grid = {"enterprise_id": desk.state.enterprise_id} if desk.state.enterprise_id else {}
    return grid | {
        "url": f"{desk.state.base_url}/",
        "team": desk.state.team_name,
        "user": bot.name,
        "team_id": bot.team_id,
        "user_id": bot.user_id,
        "bot_id": bot.bot_id,
        "is_enterprise_install": False,
    }


@method("team.info", "team:read")
def team_info(desk: "Desk", call: Call) -> JsonObject:
    """The workspace's name and domain."""
    state = desk.state
    return {"team": {"id": state.bot.team_id, "name": state.team_name, "domain": state.team_domain, "email_domain": ""}}


@method("bots.info", "users:read")
def bots_info(desk: "Desk", call: Call) -> JsonObject:
    """A bot by its bot id."""
    wanted = call.text("bot", desk.state.bot.bot_id)
    person = next((p for p in list(desk.state.shelves.people.values()) if p.bot_id == wanted), None)
    if person is None:
        raise Refusal("bot_not_found")
    app = desk.state.bot.app_id if wanted == desk.state.bot.bot_id else "A0OTHER"
    shape = {"id": wanted, "deleted": False, "name": person.name, "app_id": app, "user_id": person.id}
    return {"bot": shape | {"updated": 0, "icons": {}}}


@method("apps.connections.open", is_app_level=True)
def connections_open(desk: "Desk", call: Call) -> JsonObject:
    """A one-way ticket to the Socket Mode endpoint."""
    address = desk.state.base_url.replace("http://", "ws://", 1)
    return {"url": f"{address}/link/?ticket={desk.state.mint_id('L')}&app_id={desk.state.bot.app_id}"}


@method("apps.manifest.export", needs_token=False)
def manifest_export(desk: "Desk", call: Call) -> JsonObject:
    """The manifest of the app as it is installed; only an app configuration token may see it."""
    if call.token != desk.state.config_token:
        raise Refusal("invalid_auth" if call.token else "not_authed")
    if call.text("app_id") != desk.state.bot.app_id:
        raise Refusal("app_not_found" if call.text("app_id") else "invalid_app_id")
    return {"manifest": desk.state.manifest}
