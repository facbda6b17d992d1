"""Who somebody is, for the rights: member of which channels, in which groups, guest or colleague.

Guarantees: a click never waits longer than PATIENCE_S for Slack, and as a rule not at all: what was known is kept and
refreshed behind the scenes. What cannot be found out in time is said to be unsure, and the rights refuse it. What a
person is has no event of its own, so whoever has not clicked for PERSON_AGE_S is asked about first.
"""

import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from typing import Any, TypeVar, cast

from bot.core.department import Department
from bot.core.rights import Kind, Standing
from bot.core.rulebook import Rulebook
from bot.ports import Rules
from bot.slack.client import Answer, SlackApi
from bot.slack.directory import Directory, Identity
from bot.slack.kept import Kept
from bot.slack.members import known_zone

PATIENCE_S = 1.5
"""Slack wants its acknowledgement within three seconds; storing takes its share of them."""
MEMBERS_AGE_S = 300.0
PERSON_AGE_S = 600.0
THREADS = 8
MOST_PAGES = 20
MOST_KEPT = 20_000

T = TypeVar("T")
Key = tuple[str, str]
"""What a kept value is ("channel", "group", "id" or "person"), and of whom, as the rulebook or Slack calls them."""
_NOBODY: frozenset[str] = frozenset()


class Standings:
    """Keeps who is who in one workspace. Safe to share between threads."""

    def __init__(
        self,
        api: SlackApi,
        directory: Directory,
        rules: Rules,
        *,
        patience_s: float = PATIENCE_S,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._api = api
        self._directory = directory
        self._rules = rules
        self._patience_s = patience_s
        self._monotonic = monotonic
        self._executor = ThreadPoolExecutor(THREADS, thread_name_prefix="slack-standing")
        self._kept: dict[Key, Kept[Any]] = {}
        self._slack_ids: dict[Key, str] = {}
        """Which id a channel or a group of the rulebook turned out to have, so that an event need ask nobody."""

    def of(self, user: str) -> Standing:
        """The standing of a person by Slack id; waits PATIENCE_S at most, and only for what it cannot say yet."""
        rulebook = self._rules.current
        self._await(self._person(user), list(self._parts(rulebook)))
        flags = self._person(user).peek()
        kind, is_owner = (Kind.UNKNOWN, False) if flags is None else _kind_of(flags, self._directory.identity())
        strategist, admins = self._ids((rulebook.strategist.person,)), self._ids(rulebook.admins)
        return Standing(
            user=user,
            kind=kind,
            member_of=frozenset(each.key for each in rulebook.departments if user in (self._members(each) or ())),
            leads=frozenset(each.key for each in rulebook.departments if user in (self._leads(each) or ())),
            sits_for=frozenset(
                each.key for each in rulebook.departments if user in self._ids((each.seat, each.backup))
            ),
            is_chair=rulebook.committee is not None and user in self._ids((rulebook.committee.chair,)),
            unsure_of=frozenset(each.key for each in rulebook.departments if self._is_unsure_of(each, rulebook)),
            is_strategist=user in strategist,
            is_unsure_of_admins=not all(map(self._is_known, (rulebook.strategist.person, *rulebook.admins))),
            is_admin=user in admins if rulebook.admins else is_owner or user in strategist,
        )

    def zone_of(self, user: str) -> str:
        """The time zone of a person by Slack id, as far as it is known already; "" where it is not.

        What the rulebook says of them goes before what they have set in Slack.
        """
        person = self._person(user).peek() or {}
        email = str((person.get("profile") or {}).get("email") or "")
        terms = self._rules.current.etiquette.terms_of(email, user)
        return terms.zone or known_zone(str(person.get("tz") or ""))

    def warm(self, *, patience_s: float = 0.0) -> None:
        """Begin to learn who is where, so that the first click need not wait; wait for it `patience_s` at most."""
        parts = list(self._parts(self._rules.current))
        flying = [part.arrival() for part in parts if part.peek() is None]
        wait(flying, timeout=patience_s)

    def joined(self, user: str, channel: str) -> None:
        """Slack says that somebody came into a channel."""
        self._correct("channel", channel, lambda members: members | {user})

    def left(self, user: str, channel: str) -> None:
        """Slack says that somebody left a channel."""
        self._correct("channel", channel, lambda members: members - {user})

    def group_changed(self, group: str, *, added: Iterable[str], removed: Iterable[str]) -> None:
        """Slack says how a group has changed."""
        came, went = frozenset(added), frozenset(removed)
        self._correct("group", group, lambda members: (members | came) - went)

    def close(self) -> None:
        """Ask Slack nothing more; what is asked already ends by itself."""
        self._executor.shutdown(wait=False, cancel_futures=True)

    def _await(self, person: Kept[Answer], parts: list[Kept[Any]]) -> None:
        missing = [part.arrival() for part in parts if part.peek() is None]
        wait([person.arrival(), *missing], timeout=self._patience_s)

    def _correct(self, kind: str, slack_id: str, how: Callable[[frozenset[str]], frozenset[str]]) -> None:
        """Only what the rulebook names is known by its id: whatever goes on elsewhere in the workspace is passed over.

        An id is learned before the members are read, so that no change falls between the two.
        """
        for key in [key for key, known in self._slack_ids.copy().items() if key[0] == kind and known == slack_id]:
            kept = self._kept.get(key)
            if kept is not None:
                kept.change(how)

    def _parts(self, rulebook: Rulebook) -> Iterator[Kept[Any]]:
        people = {rulebook.strategist.person, *rulebook.admins}
        people |= {rulebook.committee.chair} if rulebook.committee else set()
        for each in rulebook.departments:
            yield self._named_channel(each.channel)
            if each.group:
                yield self._named_group(each.group)
            people |= {each.seat, each.backup}
        for person in sorted(people - {""}):
            yield self._id(person)

    def _members(self, department: Department) -> frozenset[str] | None:
        return self._named_channel(department.channel).peek()

    def _leads(self, department: Department) -> frozenset[str] | None:
        """Group, seat and backup; where a department has no group, everybody in its channel."""
        own = self._ids((department.seat, department.backup))
        rest = self._named_group(department.group).peek() if department.group else self._members(department)
        return own if rest is None else own | rest

    def _is_unsure_of(self, department: Department, rulebook: Rulebook) -> bool:
        is_group_known = not department.group or self._named_group(department.group).peek() is not None
        people = (department.seat, department.backup, rulebook.strategist.person)
        return self._members(department) is None or not is_group_known or not all(map(self._is_known, people))

    def _is_known(self, person: str) -> bool:
        return not person or self._id(person).peek() is not None

    def _ids(self, people: Iterable[str]) -> frozenset[str]:
        found = (self._id(person).peek() for person in people if person)
        return frozenset(each for each in found if each)

    def _id(self, person: str) -> Kept[str]:
        return self._keep(("id", person), lambda: self._directory.user_id(person) or "", age_s=PERSON_AGE_S, missing="")

    def _person(self, user: str) -> Kept[Answer]:
        return self._keep(
            ("person", user),
            lambda: dict(self._api.read("users.info", user=user)["user"]),
            age_s=PERSON_AGE_S,
            missing={"deleted": True},
        )

    def _named_channel(self, ref: str) -> Kept[frozenset[str]]:
        return self._keep(("channel", ref), lambda: self._members_of(ref), age_s=MEMBERS_AGE_S, missing=_NOBODY)

    def _named_group(self, ref: str) -> Kept[frozenset[str]]:
        return self._keep(("group", ref), lambda: self._group_of(ref), age_s=MEMBERS_AGE_S, missing=_NOBODY)

    def _members_of(self, ref: str) -> frozenset[str]:
        channel = self._directory.channel_id(ref)
        if channel is None:
            return _NOBODY
        self._slack_ids["channel", ref] = channel
        found: set[str] = set()
        cursor = ""
        for _ in range(MOST_PAGES):
            more = {"cursor": cursor} if cursor else {}
            page = self._api.read("conversations.members", channel=channel, limit=1000, **more)
            found |= set(map(str, page.get("members", ())))
            cursor = str((page.get("response_metadata") or {}).get("next_cursor") or "")
            if not cursor:
                break
        return frozenset(found)

    def _group_of(self, ref: str) -> frozenset[str]:
        group = self._directory.group_id(ref)
        if group is None:
            return _NOBODY
        self._slack_ids["group", ref] = group
        return frozenset(map(str, self._api.read("usergroups.users.list", usergroup=group).get("users", ())))

    def _keep(self, key: Key, fetch: Callable[[], T], *, age_s: float, missing: T) -> Kept[T]:
        known = self._kept.get(key)
        if known is None:
            if len(self._kept) >= MOST_KEPT:
                # A workspace of that size clicks rarely twice: better to ask again than to grow for ever.
                self._forget_people()
            kept = Kept(fetch, executor=self._executor, age_s=age_s, missing=missing, monotonic=self._monotonic)
            known = self._kept.setdefault(key, kept)
        return cast(Kept[T], known)

    def _forget_people(self) -> None:
        for key in [key for key in self._kept.copy() if key[0] == "person"]:
            self._kept.pop(key, None)


def _kind_of(person: Answer, us: Identity) -> tuple[Kind, bool]:
    """What somebody is by their flags, and whether they own or administer the workspace."""
    is_owner = bool(person.get("is_admin") or person.get("is_owner"))
    tests = (
        (Kind.GONE, person.get("deleted")),
        (Kind.BOT, person.get("is_bot")),
        (Kind.OUTSIDER, person.get("is_stranger") or not _is_one_of(us, person)),
        (Kind.GUEST, person.get("is_restricted") or person.get("is_ultra_restricted")),
    )
    return next((kind for kind, holds in tests if holds), Kind.COLLEAGUE), is_owner


def _is_one_of(us: Identity, person: Answer) -> bool:
    """Whether a person is of our company: of this workspace, or of another one on the same Enterprise Grid.

    Other companies have Grids of their own, so that somebody is on one says nothing.
    """
    team = str(person.get("team_id") or us.team_id)
    grid = str((person.get("enterprise_user") or {}).get("enterprise_id") or "")
    return not us.team_id or team == us.team_id or (bool(grid) and grid == us.enterprise_id)
