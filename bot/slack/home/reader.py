"""Who reads a Home: the departments they belong to, and the parts they are shown.

Guarantee: made from the rulebook and from what Slack says of the person, never from anything a click carries.
"""

from dataclasses import dataclass

from bot.core.department import TRIAGE, Department
from bot.core.rights import Kind
from bot.slack.desk import Services


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """One person. `departments` are those they may answer for, `seats` those they sit or stand in for (keys)."""

    user: str
    departments: tuple[str, ...] = ()
    seats: tuple[str, ...] = ()
    is_strategist: bool = False

    @property
    def belongs(self) -> bool:
        """Whether anything here could ever wait for them."""
        return bool(self.departments) or self.is_strategist


def reader_of(services: Services, user: str) -> Reader:
    """The person with this Slack id."""
    standing = services.standings.of(user)
    # The strategist sees triage in a part of its own.
    keys = tuple(
        each.key for each in services.rules.current.departments if not (standing.is_strategist and each.key == TRIAGE)
    )
    own = standing.member_of | standing.leads if standing.kind is Kind.COLLEAGUE else frozenset()
    return Reader(
        user=user,
        departments=tuple(key for key in keys if key in own),
        seats=tuple(key for key in keys if key in own and _sits(user, services.rules.current.door(key), services)),
        is_strategist=standing.is_strategist,
    )


def _sits(user: str, department: Department, services: Services) -> bool:
    known = services.directory.user_id
    return user in {known(person) for person in (department.seat, department.backup) if person}
