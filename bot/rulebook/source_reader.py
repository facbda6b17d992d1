"""sources.yaml: webhook senders, feeds and the channels that listening tools post to.

Guarantee: a field mapping only fills fields a mention has; secrets are named, never held.
"""

from collections.abc import Callable

from bot.core.field_map import MENTION_FIELDS, FieldPathError, parse_path
from bot.core.source import ChannelSource, FeedSource, Source, WebhookSource
from bot.rulebook.document import Entry, Node, known_keys, texts
from bot.rulebook.models import ChannelEntry, FeedEntry, WebhookEntry, fill
from bot.rulebook.names import Names, check_key
from bot.rulebook.problems import Place, nearest


def read_sources(root: Node, names: Names) -> tuple[Source, ...]:
    """The sources of the file, in its order."""
    readers: dict[str, Callable[[Entry, Names], Source | None]] = {
        "webhooks": _webhook,
        "feeds": _feed,
        "channels": _channel,
    }
    if not root.entries:
        names.problems.refuse(root.at, f"expected one of {', '.join(readers)} here")
    known_keys(root, tuple(readers), names.problems)
    sources = [
        readers[heading.key](entry, names)
        for heading in root.entries.values()
        if heading.key in readers
        for entry in _entries(heading, names)
    ]
    return tuple(source for source in sources if source)


def _entries(heading: Entry, names: Names) -> tuple[Entry, ...]:
    if heading.node.value is not None and not heading.node.entries:
        names.problems.refuse(heading.node.at, f"{heading.key} needs «key: …» lines, one for each source")
    for entry in heading.node.entries.values():
        check_key(entry, names.problems)
    return tuple(heading.node.entries.values())


def _webhook(entry: Entry, names: Names) -> Source | None:
    webhook = fill(WebhookEntry, entry.node, names.problems)
    _check_brand(entry, names)
    if webhook is None:
        return None
    _check_fields(entry.node, webhook, names)
    return WebhookSource(
        key=entry.key,
        auth=webhook.auth,
        secret_env=webhook.secret_env,
        fields=webhook.fields,
        items=webhook.items,
        brand=webhook.brand or "",
        platform=webhook.platform,
    )


def _check_fields(node: Node, webhook: WebhookEntry, names: Names) -> None:
    for field, path in webhook.fields.items():
        if field not in MENTION_FIELDS:
            place = node.place_of("fields", field, is_key=True)
            names.problems.refuse(place, f"a mention has no field «{field}»{nearest(field, MENTION_FIELDS)}")
        _check_path(path, node.place_of("fields", field), names)
    if webhook.items:
        _check_path(webhook.items, node.place_of("items"), names)


def _check_path(path: str, place: Place, names: Names) -> None:
    try:
        parse_path(path)
    except FieldPathError as error:
        names.problems.refuse(place, str(error))


def _feed(entry: Entry, names: Names) -> Source | None:
    feed = fill(FeedEntry, entry.node, names.problems)
    _check_brand(entry, names)
    if feed is None:
        return None
    return FeedSource(key=entry.key, url=feed.url, every=feed.every, brand=feed.brand or "", platform=feed.platform)


def _channel(entry: Entry, names: Names) -> Source | None:
    channel = fill(ChannelEntry, entry.node, names.problems)
    _check_brand(entry, names)
    if channel is None:
        return None
    return ChannelSource(
        key=entry.key,
        channel=channel.channel,
        senders=channel.senders,
        brand=channel.brand or "",
        platform=channel.platform,
    )


def _check_brand(entry: Entry, names: Names) -> None:
    for brand, place in texts(entry.node.get("brand")):
        names.check_brand(brand, place)
