"""Who the installed app is: its ids, its tokens, and the scopes it was granted."""

from bot.workspace.model import Bot, make_id

DEFAULT_SCOPES = frozenset(
    {
        "app_mentions:read",
        "channels:history",
        "channels:join",
        "channels:read",
        "chat:write",
        "chat:write.public",
        "commands",
        "files:write",
        "groups:history",
        "groups:read",
        "im:history",
        "im:read",
        "im:write",
        "metadata.message:read",
        "reactions:read",
        "reactions:write",
        "team:read",
        "usergroups:read",
        "users.profile:read",
        "users:read",
        "users:read.email",
    }
)


def make_identity(team: str, name: str, signing_secret: str) -> Bot:
    """The app's ids and tokens; the same names give the same ones, so that a bot's database outlives a restart."""
    ids = {"app_id": make_id("A", name), "bot_id": make_id("B", name), "user_id": make_id("U", name)}
    token = f"xoxb-{make_id('', team, name).lower()}"
    app_token = f"xapp-1-{ids['app_id']}-{make_id('', team).lower()}"
    team_id = make_id("T", team)
    return Bot(**ids, name=name, team_id=team_id, token=token, app_token=app_token, signing_secret=signing_secret)
