"""company.yaml: who we are, under which brands, and who owns social media.

Guarantee: returns what could be read; whatever could not is noted.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.core.committee import Committee
from bot.core.department import Brand, Strategist
from bot.core.gestures import Gesture
from bot.core.journey import Stage
from bot.rulebook.committee_reader import read_committee
from bot.rulebook.document import Node, known_keys
from bot.rulebook.journey_reader import read_journey
from bot.rulebook.models import BrandEntry, CompanyEntry, StrategistEntry, fill
from bot.rulebook.names import check_key
from bot.rulebook.problems import Problems
from bot.rulebook.reactions_reader import read_reactions

_KEYS = (
    "company",
    "minimum_confidence",
    "precision",
    "precision_of",
    "brands",
    "strategist",
    "committee",
    "admins",
    "reactions",
    "journey",
    "opportunities",
    "interviews",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Company:
    """What company.yaml says."""

    name: str
    minimum_confidence: float
    precision: float | None
    precision_of: Mapping[str, float]
    brands: tuple[Brand, ...]
    strategist: Strategist
    admins: tuple[str, ...]
    reactions: Mapping[str, Gesture]
    committee: Committee | None
    journey: tuple[Stage, ...]
    opportunities: tuple[str, ...]
    interviews: bool


def read_company(root: Node, problems: Problems) -> Company | None:
    """The company of company.yaml, None where a part of it is missing or wrong."""
    known_keys(root, _KEYS, problems)
    own = {key: entry for key, entry in root.entries.items() if key in CompanyEntry.model_fields}
    company = fill(CompanyEntry, Node(own, root.at), problems)
    brands = _brands(root, problems)
    strategist = _strategist(root, problems)
    reactions = read_reactions(root, problems)
    if company is None or brands is None or strategist is None:
        return None
    committee = read_committee(root, strategist, problems)
    return Company(
        name=company.company,
        minimum_confidence=company.minimum_confidence,
        precision=company.precision,
        precision_of=company.precision_of.model_dump(exclude_none=True),
        brands=brands,
        strategist=strategist,
        admins=company.admins,
        reactions=reactions,
        committee=committee,
        journey=read_journey(root, problems),
        opportunities=company.opportunities,
        interviews=company.interviews and (committee is None or committee.interviews),
    )


def _brands(root: Node, problems: Problems) -> tuple[Brand, ...] | None:
    entry = root.entries.get("brands")
    if entry is None or not entry.node.entries:
        problems.refuse(entry.at if entry else root.at, "«brands» is missing; name at least one brand")
        return None
    brands = []
    for each in entry.node.entries.values():
        check_key(each, problems)
        brand = fill(BrandEntry, each.node, problems)
        if brand:
            names = brand.names or (brand.name,)
            brands.append(Brand(key=each.key, name=brand.name, names=names, handles=brand.handles))
    return tuple(brands) if len(brands) == len(entry.node.entries) else None


def _strategist(root: Node, problems: Problems) -> Strategist | None:
    entry = root.entries.get("strategist")
    if entry is None:
        problems.refuse(root.at, "«strategist» is missing; somebody must be told what nobody answers")
        return None
    strategist = fill(StrategistEntry, entry.node, problems)
    if strategist is None:
        return None
    return Strategist(
        person=strategist.person,
        channel=strategist.channel,
        zone=strategist.zone,
        summary_channel=strategist.summary_channel or strategist.channel,
        summary_weekday=strategist.summary_weekday,
        summary_minute=strategist.summary_time,
    )
