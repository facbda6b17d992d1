"""`doorknock import FILE`: brings a CSV or JSONL file of mentions in.

Guarantees: may be stopped at any time and called again; a bad row is told by line and passed over. Exit code 0 when all
rows are in, 1 when some were bad, 2 when nothing in the file can be used.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import IO, TYPE_CHECKING

import click
from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

from bot.cli.brands import doubt, known_brands
from bot.cli.field_options import field_map, map_option
from bot.clock import SystemClock
from bot.core.department import Brand
from bot.core.field_map import FieldMap
from bot.sources.file import MentionFile, UnusableFile
from bot.sources.file_import import BadRow, FileImport, Listener, Mark, Tally

if TYPE_CHECKING:
    from bot.ports import OpenUnit

SHOWN = 10
"""Bad rows and notes that are printed, of each; the summary counts all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What was asked for on the command line."""

    path: Path
    source: str
    brand: str
    fields: FieldMap
    is_dry_run: bool
    is_json: bool
    keeps_rejected: bool
    starts_again: bool


class _NothingToImport(click.ClickException):
    """Told without the usage of the command: it is the file that needs a look."""

    exit_code = 2


def make_command(
    open_unit: Callable[[], "OpenUnit"], *, brands: Callable[[], Sequence[Brand]] = known_brands
) -> click.Command:
    """The command, on the store that `open_unit` gives; it is asked only when something is to be stored.

    `brands` is asked only where --brand is given.
    """

    @click.command("import")
    @click.argument("file", type=click.Path(path_type=Path))
    @click.option("--source", help="The source's key; by default file:NAME, so each file counts its own ids.")
    @click.option("--brand", default="", help="The brand of rows that name none.")
    @map_option
    @click.option("--dry-run", is_flag=True, help="Read and report, store nothing.")
    @click.option("--json", "is_json", is_flag=True, help="The summary as JSON, for programs.")
    @click.option("--rejected", is_flag=True, help="Write bad rows to FILE.rejected.jsonl.")
    @click.option("--again", is_flag=True, help="Start from the top, even if the file was imported before.")
    def command(*, file: Path, source: str | None, brand: str, maps: tuple[str, ...], **flags: bool) -> None:
        """Import the mentions in FILE, a CSV or JSONL file.

        Columns are recognised by their usual names (text, author, url, date …); --map names the others.

        Stopped halfway? Call it again, and it goes on. Imported already? Nothing is stored twice.
        """
        options = Options(
            path=file,
            source=source or f"file:{file.stem}",
            brand=brand,
            fields=field_map(maps),
            is_dry_run=flags["dry_run"],
            is_json=flags["is_json"],
            keeps_rejected=flags["rejected"],
            starts_again=flags["again"],
        )
        if brand and (doubtful := doubt(brand, brands())):
            click.echo(doubtful, err=True)
        try:
            code = _import(options, open_unit)
        except UnusableFile as error:
            raise _NothingToImport(str(error)) from None
        click.get_current_context().exit(code)

    return command


def _import(options: Options, open_unit: Callable[[], "OpenUnit"]) -> int:
    # The store brings SQLAlchemy; `--help` and `--dry-run` do without.
    from bot.services.intake import Intake

    console = Console(stderr=True, highlight=False)
    with MentionFile(options.path, fields=options.fields) as file, _Rejects(options) as rejects:
        reporter = _Reporter(file, options, console=console, rejects=rejects)
        work = FileImport(
            file,
            fields=options.fields,
            source=options.source,
            brand=options.brand,
            clock=SystemClock(),
            listener=Listener(on_bad=reporter.bad, on_note=reporter.note, on_batch=reporter.batch),
        )
        if options.is_dry_run:
            with reporter.progress:
                return _finish(options, file, work.rehearse(), after=Mark(), console=console)
        store = open_unit()
        mark = Mark() if options.starts_again else work.mark(store)
        if mark.is_done:
            return _nothing_to_do(options, mark, console=console)
        if mark.rows:
            _say(console, f"Going on after the {mark.rows} rows that are in already.")
        with reporter.progress:
            tally = work.run(Intake(store, SystemClock()), after=mark)
        return _finish(options, file, tally, after=mark, console=console)


def _finish(options: Options, file: MentionFile, tally: Tally, *, after: Mark, console: Console) -> int:
    if tally.rows and tally.bad == tally.rows and not after.rows:
        raise UnusableFile(
            f"{options.path}: none of its {tally.rows} rows holds a mention; see the first ones above, "
            "and say where the text stands with --map text=COLUMN"
        )
    if file.windows_lines:
        _say(
            console,
            f"{options.path}: {_count(file.windows_lines, 'line')} not in UTF-8, read as Windows-1252. "
            "Odd letters? Save the file as UTF-8 and import it with --again.",
        )
    if options.is_json:
        click.echo(json.dumps({**asdict(tally), "skipped": after.rows, "dry_run": options.is_dry_run}))
    else:
        _say(console, _summary(options, tally))
    return 1 if tally.bad else 0


def _summary(options: Options, tally: Tally) -> str:
    name = options.path
    if options.is_dry_run:
        return f"{name}: {tally.new} of {tally.rows} rows can be imported, {tally.bad} cannot. Nothing was stored."
    noted = f" {_count(tally.noted, 'value')} could not be read, so left out." if tally.noted else ""
    return f"{name}: {tally.new} new, {tally.known} known already, {tally.bad} bad.{noted}"


def _nothing_to_do(options: Options, mark: Mark, *, console: Console) -> int:
    if options.is_json:
        click.echo(json.dumps({**asdict(Tally()), "skipped": mark.rows, "dry_run": False}))
    else:
        name = options.path
        _say(console, f"{name} is in already, all {mark.rows} rows of it. To read it once more, add --again.")
    return 0


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _say(console: Console, text: str) -> None:
    # Never wrapped, so that FILE:LINE stays one word that editors and grep can follow.
    console.print(text, soft_wrap=True, markup=False)


class _Rejects:
    """FILE.rejected.jsonl, made when the first bad row comes."""

    def __init__(self, options: Options) -> None:
        self._options = options
        self._file: IO[str] | None = None

    def write(self, bad: BadRow) -> None:
        """Add a bad row, where that was asked for."""
        if not self._options.keeps_rejected:
            return
        if self._file is None:
            self._file = self._path.open("a", encoding="utf-8", errors="replace")
        self._file.write(json.dumps(asdict(bad), ensure_ascii=False, default=str) + "\n")

    @property
    def _path(self) -> Path:
        return self._options.path.with_name(self._options.path.name + ".rejected.jsonl")

    def __enter__(self) -> "_Rejects":
        return self

    def __exit__(self, *_reason: object) -> None:
        if self._file is not None:
            self._file.close()


@dataclass(slots=True)
class _Shown:
    """How much has been printed of bad rows and of notes."""

    bad: int = 0
    notes: int = 0


@dataclass(slots=True)
class _Reporter:
    """Says on stderr how it goes: a bar, and the first bad rows and notes."""

    file: MentionFile
    options: Options
    console: Console = field(kw_only=True)
    rejects: _Rejects = field(kw_only=True)
    progress: Progress = field(init=False)
    _shown: _Shown = field(init=False, default_factory=_Shown)

    def __post_init__(self) -> None:
        columns = (
            BarColumn(),
            TaskProgressColumn(),
            DownloadColumn(),
            TimeRemainingColumn(),
            TextColumn("{task.description}"),
        )
        hidden = self.options.is_json or not self.console.is_terminal
        self.progress = Progress(*columns, console=self.console, transient=True, disable=hidden)
        self.progress.add_task("", total=self.file.size)

    def bad(self, row: BadRow) -> None:
        """One row was passed over."""
        self.rejects.write(row)
        self._shown.bad += 1
        if self._shown.bad <= SHOWN:
            _say(self.console, f"{self.options.path}:{row.line}: {row.problem}")
        elif self._shown.bad == SHOWN + 1:
            more = (
                "they are in the file of rejected rows"
                if self.options.keeps_rejected
                else "--rejected writes them all to a file"
            )
            _say(self.console, f"… and more; {more}.")

    def note(self, line: int, what: str) -> None:
        """One value could not be read."""
        self._shown.notes += 1
        if self._shown.notes <= SHOWN:
            _say(self.console, f"{self.options.path}:{line}: {what}")

    def batch(self, tally: Tally) -> None:
        """A batch is stored."""
        told = f"{tally.new} new, {tally.known} known, {tally.bad} bad"
        self.progress.update(self.progress.task_ids[0], completed=self.file.position, description=told)


def _store() -> "OpenUnit":
    from bot.logs import configure_logging
    from bot.settings import load_settings
    from bot.store.opening import open_store

    settings = load_settings()
    # A line for each batch would only disturb the bar.
    configure_logging(level="DEBUG" if settings.log_level == "DEBUG" else "WARNING", log_format=settings.log_format)
    return open_store(settings.database_url)


command = make_command(_store)
