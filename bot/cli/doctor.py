"""`doorknock doctor`: looks at everything the bot stands on, and says what to do about what is missing.

Guarantees: looks only; every check is made whatever the others found; exit code 0 where nothing failed, else 1.
"""

import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.errors import DoorknockError, SettingsError

if TYPE_CHECKING:
    from bot.core.rulebook import Rulebook
    from bot.settings import Settings
    from bot.slack.checkup import Finding

_MARKS = {"ok": "✔", "warn": "!", "fail": "✘"}
_COLOURS = {"ok": "green", "warn": "yellow", "fail": "red"}


@click.command("doctor")
@click.option("--json", "is_json", is_flag=True, help="A list of findings as JSON, for programs.")
@click.option(
    "--manifest",
    "exported",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The app's manifest as Slack shows it (JSON or YAML), to be compared with what is needed.",
)
@click.pass_context
def command(context: click.Context, *, is_json: bool, exported: Path | None) -> None:
    """Look for what is missing, and say the remedy."""
    findings = []
    for finding in findings_of(exported):
        findings.append(finding)
        if not is_json:
            _show(finding)
    if is_json:
        click.echo(json.dumps([asdict(each) for each in findings], ensure_ascii=False, indent=2))
    context.exit(1 if any(each.level == "fail" for each in findings) else 0)


def findings_of(exported: Path | None = None) -> "Iterator[Finding]":
    """Everything that is found, as it is found."""
    from bot.settings import load_settings
    from bot.slack.checkup import bad, good

    try:
        settings = load_settings()
    except SettingsError as error:
        yield bad("settings", str(error), "Correct them in .env; .env.example explains each")
        return
    yield good("settings", "can be read")
    yield from _model(settings)
    yield from _database(settings)
    rulebook, found = _rules(settings.rules_dir)
    yield found
    yield from _slack(settings, rulebook)
    yield from _installed(settings, exported)


def _model(settings: "Settings") -> "Iterator[Finding]":
    # Its text is read aloud to people; the model itself is not loaded.
    from bot.classify.encoder import require_backend
    from bot.classify.weights import find_encoder
    from bot.slack.checkup import bad, good

    try:
        yield good("model", f"{find_encoder(settings.encoder).version} is here")
        require_backend(settings.encoder_backend)
    except SettingsError as error:
        yield bad("model", str(error), "Install what is missing, or leave ENCODER and ENCODER_BACKEND out")


def _database(settings: "Settings") -> "Iterator[Finding]":
    from bot.slack.checkup import bad, doubtful, good
    from bot.store.database import connect, sqlite_file
    from bot.store.migrate import schema_of

    label = settings.database_label
    engine = connect(settings.database_url)
    try:
        file = sqlite_file(engine)
        if file is not None and not file.exists():
            yield doubtful("database", f"{file} does not exist yet", "Nothing to do: it is made at the first start")
            return
        schema = schema_of(engine)
        schema.require_known()
    except SettingsError as error:
        yield bad("database", str(error), "`doorknock run` says the same, and does not start")
    else:
        if schema.is_up_to_date:
            yield good("database", f"{label} can be opened, its schema is {schema.newest}")
        else:
            found = f"{label} has schema {schema.current or 'none'}, this Doorknock needs {schema.newest}"
            yield doubtful("database", found, "Make a copy, stop the bot, and type `doorknock migrate`")
    finally:
        engine.dispose()


def _rules(folder: Path) -> "tuple[Rulebook | None, Finding]":
    from bot.rulebook import check_rulebook
    from bot.slack.checkup import bad, good

    rulebook, problems = check_rulebook(folder)
    if rulebook is None:
        return None, bad("rules", f"{folder} has {len(problems)} problems", "`doorknock check` lists them by line")
    return rulebook, good("rules", f"{len(rulebook.departments)} departments, {len(rulebook.rules)} rules")


def _slack(settings: "Settings", rulebook: "Rulebook | None") -> "Iterator[Finding]":
    from bot.clock import SystemClock
    from bot.slack.checkup import bad, check_app_token, check_slack, good
    from bot.slack.client import SlackApi, web_client

    try:
        settings.require_slack()
    except SettingsError as error:
        yield bad("slack", str(error), "docs/connect-slack.md takes ten minutes")
        return
    base_url = settings.slack_api_url
    if settings.slack_app_token is not None:
        yield from check_app_token(SlackApi(web_client(settings.slack_app_token.get_secret_value(), base_url=base_url)))
    else:
        yield good("http", "the signing secret is set; Slack's request URL must end in /slack/events")
    if settings.slack_bot_token is not None:
        api = SlackApi(web_client(settings.slack_bot_token.get_secret_value(), base_url=base_url))
        yield from check_slack(api, rulebook, now=SystemClock().now)


def _installed(settings: "Settings", exported: Path | None) -> "Iterator[Finding]":
    from bot.slack.checkup import bad
    from bot.slack.client import SlackApi, web_client
    from bot.slack.installed import CHECK, check_manifest, export_manifest

    is_socket_mode = settings.slack_app_token is not None
    if exported is not None:
        shape = _read(exported)
        if shape is None:
            yield bad(CHECK, f"{exported} is no manifest", "Copy the whole of App Manifest at api.slack.com/apps")
        else:
            yield from check_manifest(shape, is_socket_mode=is_socket_mode)
    elif settings.slack_config_token is not None and settings.slack_bot_token is not None:
        ask, bot = (
            SlackApi(web_client(token.get_secret_value(), base_url=settings.slack_api_url))
            for token in (settings.slack_config_token, settings.slack_bot_token)
        )
        try:
            yield from check_manifest(export_manifest(ask, bot), is_socket_mode=is_socket_mode)
        except DoorknockError as error:
            yield bad(CHECK, str(error), "Configuration tokens live twelve hours: make a new SLACK_CONFIG_TOKEN")


def _read(path: Path) -> "dict[str, object] | None":
    # YAML's machinery reads JSON as well.
    from ruamel.yaml import YAML
    from ruamel.yaml.error import YAMLError

    try:
        shape = YAML(typ="safe").load(path.read_text(encoding="utf-8"))
    except (YAMLError, UnicodeDecodeError):
        return None
    return shape if isinstance(shape, dict) and "settings" in shape else None


def _show(finding: "Finding") -> None:
    mark = click.style(_MARKS[finding.level], fg=_COLOURS[finding.level])
    click.echo(f"{mark} {finding.check}: {finding.what}")
    if finding.remedy:
        click.echo(f"    → {finding.remedy}")
