"""`doorknock manifest`: prints the Slack app manifest, ready to paste at api.slack.com/apps.

Guarantee: needs no settings, no network and no Slack SDK.
"""

import io
import json
from typing import Any
from urllib.parse import urlsplit

import click


@click.command("manifest")
@click.option("--http", "public_url", metavar="URL", help="Where Slack reaches this bot; left out: Socket Mode.")
@click.option("--name", default="Doorknock", show_default=True, help="What the app is called in your workspace.")
@click.option("--yaml", "is_yaml", is_flag=True, help="YAML instead of JSON; Slack takes both.")
def command(*, public_url: str | None, name: str, is_yaml: bool) -> None:
    """Print the Slack app manifest.

    Paste it at api.slack.com/apps → Create New App → From a manifest.
    """
    from bot.slack.manifest import manifest

    made = manifest(public_url=_checked(public_url), name=name)
    click.echo(_yaml(made) if is_yaml else json.dumps(made, indent=2, ensure_ascii=False))


def _checked(url: str | None) -> str:
    if url is None:
        return ""
    parts = urlsplit(url)
    if parts.scheme != "https" or not parts.hostname or parts.query or parts.fragment:
        raise click.BadParameter(
            "Slack only comes to an https address, such as https://bot.example.com", param_hint="--http"
        )
    return url


def _yaml(made: dict[str, Any]) -> str:
    # Reading YAML's machinery takes a moment that the usual JSON need not wait for.
    from ruamel.yaml import YAML

    writer, out = YAML(), io.StringIO()
    writer.default_flow_style = False
    writer.dump(made, out)
    return out.getvalue().rstrip()
