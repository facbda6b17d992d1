"""`doorknock evaluate`: how well would the classifier file texts whose labels are known?

Guarantees: asks no Slack, no network, and no database but for --corrections; stores nothing but what --html and --png
name. With --json one object on stdout and nothing else. What cannot be used is refused with file and line before
anything heavy is loaded.
"""

import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from bot.classify.encoder import Encoder
    from bot.classify.evaluate.evaluation import Evaluation
    from bot.classify.evaluate.reading import Labelled
    from bot.classify.evaluate.trials import Material, Plan

DRAWS = 5
_FILE = click.Path(path_type=Path, dir_okay=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What was asked for on the command line."""

    train: Path | None
    test: Path | None
    labels: Path | None
    rules: Path | None
    text_field: str
    label_field: str
    language_field: str
    shots: tuple[int, ...]
    draws: int | None
    seed: int
    oos: Path | None
    oos_label: str | None
    corrections: bool = False
    own_rules: bool = False
    labelled_only: bool = False
    precision: float | None = None

    @property
    def is_of_the_rulebook(self) -> bool:
        """Whether it is the rulebook's own examples that are judged."""
        return not (self.train or self.test or self.corrections)


class _Shots(click.ParamType[tuple[int, ...]]):
    """A number, or several with commas between."""

    name = "K"

    def convert(
        self, value: str | tuple[int, ...], param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[int, ...]:
        if isinstance(value, tuple):
            return value
        try:
            shots = tuple(int(part) for part in value.split(","))
        except ValueError:
            shots = ()
        if not shots or min(shots) < 1:
            self.fail(f"{value!r} is no number of examples. Write 10, or 8,16,64 for a learning curve.", param, ctx)
        # The last one is shown in full, and a curve goes one way.
        return tuple(sorted(set(shots)))


@click.command("evaluate")
@click.option("--train", type=_FILE, help="Labelled texts to learn from: JSONL, or CSV with a header.")
@click.option("--test", type=_FILE, help="Labelled texts to be judged.")
@click.option("--labels", type=_FILE, help="What each label means: YAML or JSON, label: description.")
@click.option("--text-field", default="text", show_default=True, metavar="NAME", help="Where a row has its text.")
@click.option("--label-field", default="label", show_default=True, metavar="NAME", help="Where a row has its label.")
@click.option(
    "--language-field",
    default="language",
    metavar="NAME",
    help="Where a row says its language, if it does: en, English.",
)
@click.option("--shots", type=_Shots(), default=(), help="Learn K examples a label only; 8,16,64 for a curve.")
@click.option("--draws", type=click.IntRange(1, 100), metavar="N", help="Repeat N times; 5 with --shots, else once.")
@click.option("--seed", type=click.IntRange(0), default=0, metavar="S", help="Another seed, other draws.")
@click.option("--oos", type=_FILE, help="Texts that belong nowhere: are they told apart?")
@click.option("--oos-label", metavar="LABEL", help="The label in --train and --test that means: belongs nowhere.")
@click.option(
    "--precision", type=click.FloatRange(0.5, 0.99), metavar="P", help="File only what keeps it, such as 0.9."
)
@click.option("--corrections", is_flag=True, help="On what your colleagues' clicks have taught, by cross-validation.")
@click.option("--own-rules", is_flag=True, help="Judge --test by your rulebook's departments and examples.")
@click.option("--labelled-only", is_flag=True, help="With --shots: do not read the rest of --train without its labels.")
@click.option("--rules", type=click.Path(path_type=Path), metavar="DIR", help="The rulebook's folder, else RULES_DIR.")
@click.option("--json", "is_json", is_flag=True, help="One JSON object, for programs.")
@click.option("--html", type=_FILE, metavar="FILE", help="Write a page with pictures, too.")
@click.option("--png", type=_FILE, metavar="FILE", help="Write confusion matrix and curves as a picture, too.")
def command(*, is_json: bool, html: Path | None, png: Path | None, **asked: object) -> None:
    """Measure the classifier on texts whose labels are known.

    Without files: on the rulebook's own examples, each judged by a classifier that has not learnt it. With --test
    alone: by the labels' descriptions only, as on the first day. With --train: by its examples too.
    """
    request = Request(**asked)  # type: ignore[arg-type]
    evaluations = run(request)
    if is_json:
        from bot.cli.evaluate_view import as_json

        click.echo(json.dumps(as_json(evaluations), ensure_ascii=False))
    else:
        _show(evaluations)
    # Last, so that a full disk costs nobody the figures that were waited for.
    _write(html, png, evaluations)


def run(request: Request) -> "list[Evaluation]":
    """One evaluation for each number of shots, or one in all. Raises DoorknockError."""
    from bot.classify.evaluate.trials import trials

    material = _material(request)
    if request.precision is not None:
        material = replace(material, precision=request.precision)
    plans = _plans(request, material)
    for plan in plans:
        # Files that do not fit are told before the encoder is loaded, which takes seconds.
        trials(material, plan)
        _warn_of_scarcity(material, plan)
    _warn_of_copies(material)
    from bot.classify.encoder import load_encoder
    from bot.classify.evaluate.evaluation import evaluate
    from bot.settings import load_settings

    settings = load_settings(rules_dir=request.rules)
    encoder = load_encoder(
        settings.encoder,
        backend=settings.encoder_backend,
        device=settings.encoder_device,
        threads=settings.torch_threads,
    )
    found = [evaluate(material, plan, encoder, tell=_tell) for plan in plans]
    return [_with_other_heads(request, each, encoder) for each in found] if request.is_of_the_rulebook else found


def _with_other_heads(request: Request, evaluation: "Evaluation", encoder: "Encoder") -> "Evaluation":
    from bot.classify.evaluate.other_heads import other_heads
    from bot.rulebook import load_rulebook
    from bot.settings import load_settings

    rulebook = load_rulebook(load_settings(rules_dir=request.rules).rules_dir)
    return replace(evaluation, others=other_heads(rulebook, encoder.encode, languages=encoder.languages))


def _material(request: Request) -> "Material":
    from bot.classify.evaluate.reading import read_labels, read_texts
    from bot.classify.evaluate.trials import Material, labels_of, without

    if request.corrections:
        return _corrected_material(request)
    if request.own_rules:
        return _taught_by_the_rulebook(request)
    if request.is_of_the_rulebook:
        return _own_material(request)

    def read(file: Path | None) -> "list[Labelled]":
        return [] if file is None else _labelled(request, file)

    train, _ = without(read(request.train), request.oos_label)
    test, strangers = without(read(request.test), request.oos_label)
    if request.train is None and request.shots:
        train, test = test, []
    described = read_labels(request.labels) if request.labels else {}
    described.pop(request.oos_label or "", None)
    strange = read_texts(request.oos, text_field=request.text_field) if request.oos else []
    return Material(labels=labels_of(train, test, described), train=train, test=test, strangers=(*strangers, *strange))


def _labelled(request: Request, file: Path) -> "list[Labelled]":
    from bot.classify.evaluate.reading import read_labelled

    return read_labelled(
        file,
        text_field=request.text_field,
        label_field=request.label_field,
        language_field=request.language_field,
    )


def _own_material(request: Request) -> "Material":
    """The rulebook's own examples; what it dismisses belongs nowhere."""
    from bot.classify.evaluate.reading import Labelled, UnusableFile
    from bot.classify.evaluate.trials import Material
    from bot.classify.lessons import legible
    from bot.core.department import TRIAGE
    from bot.rulebook import load_rulebook
    from bot.settings import load_settings

    if request.labels or request.oos or request.oos_label:
        raise click.UsageError("--labels, --oos and --oos-label belong to --test or --train. Name the file of texts.")
    rulebook = load_rulebook(load_settings(rules_dir=request.rules).rules_dir)
    departments = [department for department in rulebook.departments if department.key != TRIAGE]
    keys = {department.key for department in departments}
    examples = legible(rulebook.examples)
    train = [Labelled(each.text, each.department, each.at) for each in examples if each.department in keys]
    if len({row.label for row in train}) < 2:
        raise UnusableFile(
            f"{load_settings(rules_dir=request.rules).rules_dir}/examples.yaml: it has examples of fewer than two "
            "departments. Write some of each, or name a file of labelled texts with --test."
        )
    return Material(
        labels={department.key: department.description for department in departments},
        train=train,
        strangers=tuple(each.text for each in examples if each.department is None),
        minimum_confidence=rulebook.minimum_confidence,
        precision=rulebook.precision,
    )


def _taught_by_the_rulebook(request: Request) -> "Material":
    """The texts of --test, judged by all that the rulebook teaches."""
    from bot.classify.evaluate.reading import read_texts
    from bot.classify.evaluate.trials import labels_of, without

    if request.test is None or request.train or request.labels or request.shots:
        raise click.UsageError("--own-rules judges the texts of --test: name that file, and no --train or --labels.")
    own = _own_material(replace(request, oos=None, oos_label=None))
    test, strangers = without(_labelled(request, request.test), request.oos_label)
    strange = read_texts(request.oos, text_field=request.text_field) if request.oos else []
    labels_of(own.train, test, own.labels)
    return replace(own, test=test, strangers=(*own.strangers, *strangers, *strange))


def _corrected_material(request: Request) -> "Material":
    """The corrections of the database, each judged by what the others and the rulebook teach."""
    from bot.classify.evaluate.corrections import with_corrections
    from bot.settings import load_settings
    from bot.store.opening import open_existing_store

    if request.train or request.test or request.shots:
        raise click.UsageError("--corrections are texts of their own: leave --train, --test and --shots away.")
    open_unit = open_existing_store(load_settings(rules_dir=request.rules).database_url)
    return with_corrections(_own_material(request), open_unit)


def _plans(request: Request, material: "Material") -> "list[Plan]":
    from bot.classify.evaluate.trials import Plan, Protocol

    if request.shots:
        plan = Plan(protocol=Protocol.SHOTS, draws=request.draws or DRAWS, seed=request.seed)
        plan = replace(plan, unlabelled=0) if request.labelled_only else plan
        return [replace(plan, shots=shots) for shots in request.shots]
    if not material.train:
        return [Plan(protocol=Protocol.COLD_START)]
    if material.test:
        return [Plan(protocol=Protocol.WHOLE)]
    return [Plan(protocol=Protocol.FOLDS, draws=request.draws or 1, seed=request.seed)]


def _warn_of_scarcity(material: "Material", plan: "Plan") -> None:
    from bot.classify.evaluate.trials import scarce

    if few := scarce(material, plan):
        shown = ", ".join(few[:5]) + (" …" if len(few) > 5 else "")
        click.echo(f"Fewer than {plan.shots} examples, so all there are: {shown}", err=True)


def _warn_of_copies(material: "Material") -> None:
    learnt = {row.text for row in material.train}
    if copies := sum(row.text in learnt for row in material.test):
        are = "text to be judged is" if copies == 1 else "texts to be judged are"
        click.echo(f"{copies:,} {are} among the examples, too: what follows flatters.", err=True)


def _tell(progress: str) -> None:
    """Only to a person who is waiting: programs want stdout and a quiet stderr."""
    if sys.stderr.isatty():
        click.echo(f"… {progress}", err=True)


def _write(html: Path | None, png: Path | None, evaluations: "Sequence[Evaluation]") -> None:
    if html is not None:
        from bot.cli.evaluate_page import page

        _keep(html, page(evaluations).encode(), what="page")
    if png is not None:
        from bot.cli.evaluate_picture import picture

        _keep(png, picture(evaluations), what="picture")


def _keep(file: Path, content: bytes, *, what: str) -> None:
    try:
        file.write_bytes(content)
    except OSError as error:
        raise click.ClickException(f"{file}: cannot be written ({error.strerror}). Name another place.") from error
    click.echo(f"The {what} is in {file}.", err=True)


def _show(evaluations: "Sequence[Evaluation]") -> None:
    from rich.console import Console

    from bot.cli.evaluate_view import view

    Console(file=sys.stdout, highlight=False).print(view(evaluations))
