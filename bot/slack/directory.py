"""Who and what things are called in Slack: people, groups and channels by the names a rulebook uses.

Guarantees: answers come from a cache of bounded age, so that a busy hour asks Slack a handful of times; whoever is not
found is remembered as such for a while; a name that cannot be resolved is None, never an exception. Only Slack being
out of reach raises, as TemporaryFailure. Safe to share between threads.
"""

import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bot.core.colleague import Colleague
from bot.errors import PermanentFailure
from bot.slack.aged import Aged
from bot.slack.client import Answer, SlackApi
from bot.slack.members import Members
from bot.slack.messages.people import GROUP_ID, USER_ID

PEOPLE_AGE_S = 3600.0
CHANNELS_AGE_S = 600.0
MISSING_AGE_S = 60.0
"""A name that was not found is looked up again after this long: somebody may just have made the channel."""
MOST_PAGES = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """Who the bot is in its workspace. `enterprise_id` is "" where that is no part of an Enterprise Grid."""

    user_id: str
    bot_id: str
    team_id: str
    enterprise_id: str = ""
    name: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """A channel the bot can see."""

    id: str
    name: str
    is_member: bool
    is_private: bool = False
    is_archived: bool = False


class Directory:
    """Looks names up in one workspace."""

    def __init__(self, api: SlackApi) -> None:
        self._api = api
        self._identity = Aged(self._fetch_identity, age_s=float("inf"))
        self._channels = Aged(self._fetch_channels, age_s=CHANNELS_AGE_S)
        self._groups = Aged(self._fetch_groups, age_s=PEOPLE_AGE_S)
        self._names = Aged(self._fetch_names, age_s=PEOPLE_AGE_S)
        self._by_email: dict[str, Aged[tuple[str, ...]]] = {}
        self._called: dict[str, Aged[str]] = {}
        self._members = Members(api)
        self._direct_messages: dict[str, str] = {}
        self._lock = threading.Lock()

    def identity(self) -> Identity:
        """Who the bot is; asked once."""
        return self._identity.get()

    def permalink(self, channel: str, ts: str) -> str:
        """The address under which people open a message of the channel with this id, "" where Slack names none."""
        url = self.identity().url
        return f"{url.rstrip('/')}/archives/{channel}/p{ts.replace('.', '')}" if url else ""

    def channel(self, ref: str) -> Channel | None:
        """A channel by name (#billing) or id (C…)."""
        name = ref.removeprefix("#")
        return self._channels.get().get(name) or self._channels.get(no_older_than=MISSING_AGE_S).get(name)

    def channel_id(self, ref: str) -> str | None:
        """The id of a channel."""
        found = self.channel(ref)
        return found.id if found else None

    def forget_channels(self) -> None:
        """Look the channels up again at the next question: the bot has just changed one."""
        self._channels.forget()

    def user_id(self, person: str) -> str | None:
        """A person by id (U…), e-mail address, or name as Slack shows it (@maria)."""
        if USER_ID.fullmatch(person):
            return person
        if "@" in person.removeprefix("@"):
            entry = self._email(person.lower())
            found = entry.get() or entry.get(no_older_than=MISSING_AGE_S)
            return found[0] if found else None
        return self._names.get().get(person.removeprefix("@").lower()) if person else None

    def name_of(self, person: str) -> str:
        """What a person is called in Slack; what they were asked for by, where nobody is known by it."""
        user_id = self.user_id(person) or person
        with self._lock:
            entry = self._called.get(user_id)
            if entry is None:
                entry = self._called[user_id] = Aged(lambda: self._fetch_called(user_id), age_s=PEOPLE_AGE_S)
        return entry.get() or person

    def is_here(self, user_id: str) -> bool:
        """Whether an active member of the workspace has this id; asked anew each time."""
        try:
            return not self._api.read("users.info", user=user_id)["user"].get("deleted")
        except PermanentFailure:
            return False

    def colleague(self, person: str) -> Colleague | None:
        """A member of the workspace who can be told something alone; None where nobody active is meant."""
        user_id = self.user_id(person)
        return self._members.member(user_id) if user_id else None

    def direct_message(self, user_id: str) -> str:
        """The id (D…) of the direct message with a person, which never changes; PermanentFailure where none can be."""
        if user_id not in self._direct_messages:
            # Opening it twice does no harm, so this counts as looking: what went wrong may just be tried again, and a
            # permission that is missing keeps back this message alone.
            opened = self._api.read("conversations.open", users=user_id)
            self._direct_messages[user_id] = str(opened["channel"]["id"])
        return self._direct_messages[user_id]

    def group_id(self, group: str) -> str | None:
        """A user group by id (S…) or handle (@billing-team)."""
        if GROUP_ID.fullmatch(group):
            return group
        return self._groups.get().get(group.removeprefix("@").lower()) if group else None

    def _email(self, email: str) -> Aged[tuple[str, ...]]:
        with self._lock:
            known = self._by_email.get(email)
            if known is None:
                known = self._by_email[email] = Aged(lambda: self._fetch_email(email), age_s=PEOPLE_AGE_S)
            return known

    def _fetch_email(self, email: str) -> tuple[str, ...]:
        try:
            return (str(self._api.read("users.lookupByEmail", email=email)["user"]["id"]),)
        except PermanentFailure:
            return ()

    def _fetch_called(self, user_id: str) -> str:
        try:
            user = self._api.read("users.info", user=user_id)["user"]
        except PermanentFailure:
            return ""
        profile = user.get("profile") or {}
        return str(profile.get("real_name") or user.get("real_name") or user.get("name") or "")

    def _fetch_identity(self) -> Identity:
        answer = self._api.read("auth.test")
        return Identity(
            user_id=str(answer["user_id"]),
            bot_id=str(answer.get("bot_id", "")),
            team_id=str(answer.get("team_id", "")),
            enterprise_id=str(answer.get("enterprise_id") or ""),
            name=str(answer.get("user", "")),
            url=str(answer.get("url", "")),
        )

    def _fetch_channels(self) -> Mapping[str, Channel]:
        found: dict[str, Channel] = {}
        kinds = "public_channel,private_channel"
        for page in self._pages("conversations.list", types=kinds, exclude_archived=False, limit=1000):
            for shape in page.get("channels", []):
                channel = _channel(shape)
                found[channel.id] = channel
                # An archived channel never hides the living one of the same name.
                if not channel.is_archived or channel.name not in found:
                    found[channel.name] = channel
        return found

    def _fetch_groups(self) -> Mapping[str, str]:
        try:
            groups = self._api.read("usergroups.list").get("usergroups", [])
        except PermanentFailure:
            # Workspaces on a free plan have none.
            return {}
        return {str(group["handle"]).lower(): str(group["id"]) for group in groups}

    def _fetch_names(self) -> Mapping[str, str]:
        found: dict[str, str] = {}
        for page in self._pages("users.list", limit=200):
            for shape in page.get("members", []):
                profile = shape.get("profile", {})
                for name in (profile.get("display_name"), shape.get("name")):
                    if name and not shape.get("deleted"):
                        found.setdefault(str(name).lower(), str(shape["id"]))
        return found

    def _pages(self, method: str, **arguments: object) -> Iterator[Answer]:
        """The pages of a list; none where the app may not see it, which `doorknock doctor` reports."""
        cursor = ""
        for _ in range(MOST_PAGES):
            try:
                page = self._api.read(method, **arguments, **({"cursor": cursor} if cursor else {}))
            except PermanentFailure:
                return
            yield page
            cursor = str(page.get("response_metadata", {}).get("next_cursor", ""))
            if not cursor:
                return


def _channel(shape: Answer) -> Channel:
    return Channel(
        id=str(shape["id"]),
        name=str(shape.get("name", "")),
        is_member=bool(shape.get("is_member")),
        is_private=bool(shape.get("is_private")),
        is_archived=bool(shape.get("is_archived")),
    )
