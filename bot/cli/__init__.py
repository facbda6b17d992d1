"""The command line. Each command lives in a module of its own, imported when it is asked for.

Guarantee: `doorknock --help` imports none of them, so it starts at once; every DoorknockError ends as one sentence and
exit code 2.
"""

import difflib
import sys
from importlib import import_module

import click

from bot import __version__

# What `--help` says of each command, and where it lives. A new command is a new module and a line here.
COMMANDS = {
    "run": ("bot.cli.run", "Start the bot: all roles, or those in --roles."),
    "demo": ("bot.cli.demo", "Play a week at Halden Hotels on a Slack of your own."),
    "check": ("bot.cli.check", "Check the rulebook; every error with its line."),
    "explain": ("bot.cli.explain", "Say where a mention would go, and why."),
    "evaluate": ("bot.cli.evaluate", "Measure the classifier on texts whose labels are known."),
    "model": ("bot.cli.model", "Show what was learnt from clicks; choose the version in force."),
    "import": ("bot.cli.import_", "Bring in the mentions of a CSV or JSONL file."),
    "summary": ("bot.cli.summary", "Show or post the summary of a week."),
    "doors": ("bot.cli.doors", "Show how each department's door opens."),
    "whys": ("bot.cli.whys", "Show why things happen, over all departments."),
    "agenda": ("bot.cli.agenda", "Write the agenda of the committee's next meeting."),
    "audit": ("bot.cli.audit", "Show who asked for what, and what came of it."),
    "ledger": ("bot.cli.ledger", "Count what came in against what became of it."),
    "migrate": ("bot.cli.migrate", "Bring the database to the schema of this version."),
    "move-database": ("bot.cli.move_database", "Carry everything from SQLite to PostgreSQL, or back."),
    "canary": ("bot.cli.canary", "Send a mention of its own the whole way, and time it."),
    "erase": ("bot.cli.erase", "Take the public's words out of an issue, for good."),
    "manifest": ("bot.cli.manifest", "Print the Slack app manifest, ready to paste."),
    "doctor": ("bot.cli.doctor", "Look for what is missing, and say the remedy."),
}


class _LazyGroup(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        found: click.Command = import_module(COMMANDS[cmd_name][0]).command
        return found

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args[0] not in COMMANDS and not (args[0].startswith("-") or ctx.resilient_parsing):
            near = difflib.get_close_matches(args[0], COMMANDS, n=1)
            ctx.fail(f"There is no command «{args[0]}»." + (f" Did you mean {near[0]}?" if near else ""))
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, about) for name, (_, about) in COMMANDS.items()])


@click.command(cls=_LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="doorknock")
def doorknock() -> None:
    """Route public mentions to the department that must act, and knock until a person answers."""


def main() -> None:
    """The console script."""
    # Imported here: the errors need nothing, but `--help` needs even less.
    from bot.errors import DoorknockError

    try:
        doorknock()
    except DoorknockError as error:
        click.echo(f"doorknock: {error}", err=True)
        sys.exit(2)
