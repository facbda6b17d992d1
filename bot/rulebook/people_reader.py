"""people.yaml: how people want to be knocked for: their zone, their hours, when they are away, how often at most.

Guarantee: returns the terms of those whose lines are right; whatever is not is noted.
"""

from bot.core.colleague import Absence, Etiquette, PersonTerms
from bot.rulebook import values
from bot.rulebook.document import Entry, Node, known_keys
from bot.rulebook.hours_reader import read_hours
from bot.rulebook.models import EtiquetteEntry, PersonEntry, fill
from bot.rulebook.problems import Problems

_KEYS = ("knocks_a_day", "people")


def read_people(root: Node | None, problems: Problems) -> Etiquette:
    """The etiquette that the file asks for; the usual one where there is no file."""
    if root is None:
        return Etiquette()
    known_keys(root, _KEYS, problems)
    if not root.entries:
        problems.refuse(root.at, f"expected «key: value» lines here: {', '.join(_KEYS)}")
        return Etiquette()
    own = {key: entry for key, entry in root.entries.items() if key == "knocks_a_day"}
    general = fill(EtiquetteEntry, Node(own, root.at), problems) if own else None
    listed = root.entries.get("people")
    if listed is not None and not listed.node.entries:
        problems.refuse(listed.at, "people needs «e-mail: …» lines, one for each person")
    people = {each.key.lower(): _person(each, problems) for each in (listed.node.entries.values() if listed else ())}
    known = {key if "@" in key else key.upper(): terms for key, terms in people.items() if terms}
    return Etiquette(knocks_a_day=(general or EtiquetteEntry()).knocks_a_day, people=known)


def _person(entry: Entry, problems: Problems) -> PersonTerms | None:
    try:
        values.person(entry.key)
    except ValueError as error:
        problems.refuse(entry.at, str(error))
    # The hours have keys of their own making (mon-fri), so they are read apart.
    rest = Node({key: each for key, each in entry.node.entries.items() if key != "hours"}, entry.node.at)
    is_hours_alone = not rest.entries and "hours" in entry.node.entries
    terms = PersonEntry() if is_hours_alone else fill(PersonEntry, rest, problems)
    if terms is None:
        return None
    hours = entry.node.get("hours")
    return PersonTerms(
        zone=terms.zone or "",
        hours=read_hours(hours, problems, zone=terms.zone or "") if hours else None,
        away=tuple(Absence(first=first, last=last) for first, last in terms.away),
        knocks_a_day=terms.knocks_a_day,
    )
