"""The Slack app manifest: what an admin pastes to make the app, for Socket Mode or for HTTP.

Guarantee: it asks for exactly what `surface` lists, and the listeners are registered from the same tables. Importing
this loads no part of the Slack SDK.
"""

from typing import Any

from bot.slack import surface

REQUEST_PATH = "/slack/events"
"""One address takes events, clicks and commands."""


def manifest(*, public_url: str = "", name: str = "Doorknock") -> dict[str, Any]:
    """The manifest as Slack reads it. With a `public_url` Slack comes by HTTP, without one by Socket Mode."""
    url = f"{public_url.rstrip('/')}{REQUEST_PATH}" if public_url else ""
    return {
        "display_information": {
            "name": name,
            "description": "Brings what the public says to the department that must act, and knocks until it answers.",
            "background_color": "#1f4d3a",
        },
        "features": {
            # The messages tab is where people are told what is for them alone; they may answer there.
            "app_home": {
                "home_tab_enabled": True,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": False,
            },
            "bot_user": {"display_name": name, "always_online": True},
            "shortcuts": [_shortcut(each) for each in surface.SHORTCUTS],
            "slash_commands": [_command(each, url) for each in surface.COMMANDS],
        },
        "oauth_config": {"scopes": {"bot": sorted(surface.SCOPES)}},
        "settings": {
            "event_subscriptions": {"bot_events": sorted(surface.EVENTS), **_at("request_url", url)},
            "interactivity": {"is_enabled": True, **_at("request_url", url)},
            "org_deploy_enabled": False,
            "socket_mode_enabled": not url,
            "token_rotation_enabled": False,
        },
    }


def _shortcut(shown: surface.ShortcutShown) -> dict[str, Any]:
    return {
        "name": shown.name,
        "type": "message",
        "callback_id": shown.callback_id,
        "description": shown.description,
    }


def _command(shown: surface.CommandShown, url: str) -> dict[str, Any]:
    return {
        "command": shown.name,
        "description": shown.description,
        "usage_hint": shown.hint,
        "should_escape": False,
        **_at("url", url),
    }


def _at(field: str, url: str) -> dict[str, str]:
    return {field: url} if url else {}
