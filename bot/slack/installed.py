"""Compares the Slack app as it is installed with the app that this Doorknock needs.

Guarantee: looks only; each difference is named by itself, with what to do. What the app has beyond our needs is
nobody's business, but for permissions, of which less is better.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from bot.slack import surface
from bot.slack.checkup import Finding, bad, doubtful, good
from bot.slack.client import SlackApi
from bot.slack.manifest import REQUEST_PATH, manifest

CHECK = "manifest"
PASTE = (
    "Paste the output of `doorknock manifest` (with --http where Slack comes by HTTP) at api.slack.com/apps → App "
    "Manifest, then reinstall the app"
)


def check_manifest(installed: Mapping[str, Any], *, is_socket_mode: bool) -> Iterator[Finding]:
    """How `installed`, as Slack exports it, differs from what is needed; one good finding where it does not."""
    needed = manifest()
    found = [
        *_missing(installed, "oauth_config.scopes.bot", surface.SCOPES, "the permission {}, which {}"),
        *_missing(installed, "settings.event_subscriptions.bot_events", dict.fromkeys(surface.EVENTS), "the event {}"),
        *_missing_commands(installed),
        *_missing_shortcuts(installed),
        *_home(installed, needed),
        *_ways_in(installed, is_socket_mode=is_socket_mode),
        *_too_much(installed),
    ]
    yield from found or [good(CHECK, "the installed app has all commands, shortcuts, events and permissions")]


def export_manifest(api: SlackApi, bot: SlackApi) -> Mapping[str, Any]:
    """The manifest of the app whose bot `bot` is, by an `api` with an app configuration token. Raises our failures."""
    bot_id = str(bot.read("auth.test")["bot_id"])
    app_id = str(bot.read("bots.info", bot=bot_id)["bot"]["app_id"])
    found = api.read("apps.manifest.export", app_id=app_id)["manifest"]
    return found if isinstance(found, Mapping) else {}


def _at(tree: Mapping[str, Any], path: str) -> Any:
    """What lies at `a.b.c`, None where something on the way is not there."""
    found: Any = tree
    for step in path.split("."):
        found = found.get(step) if isinstance(found, Mapping) else None
    return found


def _listed(installed: Mapping[str, Any], path: str) -> list[Any]:
    found = _at(installed, path)
    return list(found) if isinstance(found, list) else []


def _missing(installed: Mapping[str, Any], path: str, needed: Mapping[str, str | None], what: str) -> Iterator[Finding]:
    there = set(map(str, _listed(installed, path)))
    for name in sorted(set(needed) - there):
        yield bad(CHECK, f"the installed app lacks {what.format(name, needed[name])}", PASTE)


def _missing_commands(installed: Mapping[str, Any]) -> Iterator[Finding]:
    there = {str(each.get("command")) for each in _listed(installed, "features.slash_commands") if _is_entry(each)}
    for name in _names(each.name for each in surface.COMMANDS if each.name not in there):
        yield bad(CHECK, f"the installed app lacks the command {name}", PASTE)


def _missing_shortcuts(installed: Mapping[str, Any]) -> Iterator[Finding]:
    there = {str(each.get("callback_id")) for each in _listed(installed, "features.shortcuts") if _is_entry(each)}
    for name in _names(each.name for each in surface.SHORTCUTS if each.callback_id not in there):
        yield bad(CHECK, f"the installed app lacks the shortcut “{name}”", PASTE)


def _is_entry(each: object) -> bool:
    return isinstance(each, Mapping)


def _names(found: Iterable[str]) -> list[str]:
    return sorted(found)


def _home(installed: Mapping[str, Any], needed: Mapping[str, Any]) -> Iterator[Finding]:
    for key, wanted in _at(needed, "features.app_home").items():
        if bool(_at(installed, f"features.app_home.{key}")) is not bool(wanted):
            yield bad(CHECK, f"features.app_home.{key} should be {str(wanted).lower()}", PASTE)


def _ways_in(installed: Mapping[str, Any], *, is_socket_mode: bool) -> Iterator[Finding]:
    """Whether Slack comes by the way that the settings expect."""
    if not _at(installed, "settings.interactivity.is_enabled"):
        yield bad(CHECK, "interactivity is off, so no button would be heard", PASTE)
    is_on = bool(_at(installed, "settings.socket_mode_enabled"))
    if is_socket_mode and not is_on:
        remedy = "Switch Socket Mode on, or leave SLACK_APP_TOKEN out and use HTTP"
        yield bad(CHECK, "SLACK_APP_TOKEN is set, but Socket Mode is off in the app", remedy)
    elif not is_socket_mode and is_on:
        remedy = "Set SLACK_APP_TOKEN, or paste the output of `doorknock manifest --http URL`"
        yield bad(CHECK, "Socket Mode is on in the app, but SLACK_APP_TOKEN is not set", remedy)
    elif not is_on:
        yield from _addresses(installed)


def _addresses(installed: Mapping[str, Any]) -> Iterator[Finding]:
    named = {
        "events": str(_at(installed, "settings.event_subscriptions.request_url") or ""),
        "clicks": str(_at(installed, "settings.interactivity.request_url") or ""),
        **{
            str(each.get("command")): str(each.get("url") or "")
            for each in _listed(installed, "features.slash_commands")
            if _is_entry(each)
        },
    }
    for what, url in named.items():
        if not (url.startswith("https://") and url.endswith(REQUEST_PATH)):
            shown = url or "no address"
            yield bad(CHECK, f"{what} go to {shown}, which does not end in {REQUEST_PATH}", PASTE)
    hosts = {url.removesuffix(REQUEST_PATH) for url in named.values() if url}
    if len(hosts) > 1:
        yield bad(CHECK, f"Slack is sent to {len(hosts)} different addresses: {', '.join(sorted(hosts))}", PASTE)


def _too_much(installed: Mapping[str, Any]) -> Iterator[Finding]:
    extra = sorted(set(map(str, _listed(installed, "oauth_config.scopes.bot"))) - set(surface.SCOPES))
    if extra:
        what = f"the installed app may do more than is needed: {', '.join(extra)}"
        yield doubtful(CHECK, what, "Take these permissions away unless you gave them on purpose")
