"""From a folder of YAML to a `Rulebook`, or to every problem in it at once.

Guarantee: all files are read even if one is broken; a rulebook comes out only where there is no error.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from bot.core.committee import Committee
from bot.core.department import TRIAGE, Department
from bot.core.rulebook import Rulebook
from bot.core.source import ChannelSource, FeedSource, Source, WebhookSource
from bot.rulebook.checks import check_departments, check_examples, check_reach
from bot.rulebook.company_reader import Company, read_company
from bot.rulebook.department_reader import Departments, read_departments
from bot.rulebook.document import Node, read_document
from bot.rulebook.example_reader import read_examples
from bot.rulebook.names import Names
from bot.rulebook.people_reader import read_people
from bot.rulebook.policy_reader import read_policies
from bot.rulebook.problems import Place, Problem, Problems, RulebookError, nearest
from bot.rulebook.rule_reader import read_rules
from bot.rulebook.source_reader import read_sources

NEEDED = ("company.yaml", "departments.yaml", "escalation.yaml", "rules.yaml", "examples.yaml")
OPTIONAL = ("people.yaml", "sources.yaml")

# Sources that need no entry in sources.yaml; a rule may name them all the same.
_FAMILIES = frozenset({"webhook", "feed", "slack", "file", "person"})


@dataclass(frozen=True, slots=True)
class Folder:
    """The files of a rulebook as they were at one moment, by name; `at` is the folder as people write it."""

    at: str
    files: Mapping[str, bytes]

    @property
    def version(self) -> str:
        """Twelve hex digits that change with any byte of any file."""
        digest = hashlib.sha256()
        for name, content in sorted(self.files.items()):
            digest.update(f"{name} {len(content)}\n".encode())
            digest.update(content)
        return digest.hexdigest()[:12]

    def place(self, name: str) -> Place:
        """The file called `name` as a whole."""
        return Place(str(Path(self.at) / name))


def read_folder(path: Path) -> Folder:
    """The YAML files of `path`; none where it is no folder or cannot be read."""
    files = {}
    for file in sorted((*path.glob("*.yaml"), *path.glob("*.yml"))) if path.is_dir() else ():
        if file.is_file():
            files[file.name] = file.read_bytes()
    return Folder(str(path), files)


def load_rulebook(path: Path | str) -> Rulebook:
    """The rulebook in the folder `path`; raises RulebookError, which lists all that is wrong with it."""
    rulebook, problems = check_rulebook(path)
    if rulebook is None:
        raise RulebookError(problems)
    return rulebook


def check_rulebook(path: Path | str) -> tuple[Rulebook | None, tuple[Problem, ...]]:
    """The rulebook in the folder `path`, None where it has errors, and its problems (errors and warnings) in order."""
    return build_rulebook(read_folder(Path(path)))


def build_rulebook(folder: Folder) -> tuple[Rulebook | None, tuple[Problem, ...]]:
    """The rulebook in `folder` and its problems, as `check_rulebook`."""
    problems = Problems()
    if not folder.files:
        problems.refuse(Place(folder.at), "there is no rulebook here; RULES_DIR or --rules must name its folder")
        return None, problems.in_order()
    rulebook = _build(folder, problems)
    return (None if problems.has_errors else rulebook), problems.in_order()


def _build(folder: Folder, problems: Problems) -> Rulebook | None:
    roots = _read_all(folder, problems)
    company = read_company(roots["company.yaml"], problems) if "company.yaml" in roots else None
    policies = read_policies(roots["escalation.yaml"], problems) if "escalation.yaml" in roots else None
    etiquette = read_people(roots.get("people.yaml"), problems)
    names = _names(company, policies[0] if policies else None, problems)
    sources_root, departments_root = roots.get("sources.yaml"), roots.get("departments.yaml")
    sources = read_sources(sources_root, names) if sources_root else ()
    departments = read_departments(departments_root, names) if departments_root else None
    if sources_root or "sources.yaml" not in folder.files:
        names = replace(names, sources=_source_words(sources))
    names = _with_departments(names, departments, problems)
    rules = read_rules(roots["rules.yaml"], names) if "rules.yaml" in roots else ()
    examples = read_examples(roots["examples.yaml"], names) if "examples.yaml" in roots else ()
    check_reach(rules, problems)
    if problems.has_errors or company is None or departments is None or policies is None:
        return None
    rulebook = Rulebook(
        version=folder.version,
        company=company.name,
        brands=company.brands,
        strategist=company.strategist,
        departments=departments.departments,
        policies=policies[1],
        rules=tuple(placed.rule for placed in rules),
        examples=examples,
        sources=sources,
        minimum_confidence=company.minimum_confidence,
        precision=company.precision,
        precision_of=company.precision_of,
        admins=company.admins,
        opportunities=company.opportunities,
        interviews=company.interviews,
        reactions=company.reactions,
        etiquette=etiquette,
        committee=_with_holidays(company.committee, departments.departments),
        journey=company.journey,
    )
    check_examples(rulebook, folder.place("examples.yaml"), problems)
    return rulebook


def _with_departments(names: Names, read: Departments | None, problems: Problems) -> Names:
    """The names with those of the departments, which are looked through."""
    if read is None:
        return names
    check_departments(read.departments, read.places, problems)
    return names.with_departments(read.keys, read.departments)


def _with_holidays(committee: Committee | None, departments: Iterable[Department]) -> Committee | None:
    """A committee that names no calendar keeps the holidays of the triage lane, which are the strategist's."""
    lane = next((each for each in departments if each.key == TRIAGE), None)
    if committee is None or lane is None or committee.holidays != frozenset():
        return committee
    return replace(committee, holidays=lane.hours.holidays)


def _names(company: Company | None, policies: frozenset[str] | None, problems: Problems) -> Names:
    """What the other files may call by name."""
    return Names(
        problems=problems,
        brands={brand.key: brand for brand in company.brands} if company else None,
        policies=policies,
        # A journey that could not be read is noted already.
        stages=frozenset(stage.key for stage in company.journey) if company and not problems.has_errors else None,
        zone=company.strategist.zone if company else "UTC",
    )


def _read_all(folder: Folder, problems: Problems) -> dict[str, Node]:
    """The root of each file that can be read; missing, broken and unknown files are noted."""
    roots = {}
    for name in (*NEEDED, *OPTIONAL):
        if name not in folder.files:
            if name in NEEDED:
                problems.refuse(folder.place(name), "the file is missing")
            continue
        root = read_document(str(folder.place(name).file), folder.files[name], problems)
        if root is not None:
            roots[name] = root
    for name in folder.files.keys() - {*NEEDED, *OPTIONAL}:
        problems.warn(folder.place(name), f"nobody reads this file{nearest(name, (*NEEDED, *OPTIONAL))}")
    return roots


def _source_words(sources: tuple[Source, ...]) -> frozenset[str]:
    """What a rule may write for a source: its family, its own name, or both joined."""
    words = set(_FAMILIES)
    for source in sources:
        match source:
            case WebhookSource():
                words |= {source.key, f"webhook:{source.key}"}
            case FeedSource():
                words |= {source.key, f"feed:{source.key}"}
            case ChannelSource():
                words |= {source.key, f"slack:{source.key}"}
    return frozenset(words)
