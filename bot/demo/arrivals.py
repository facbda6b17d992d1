"""How a written mention arrives on the stage: by the way its line names, through the same doors as real ones."""

from bot.core.mention import Author, Kind, Mention
from bot.core.source import WebhookAuth
from bot.demo.stage import Stage
from bot.demo.week import Via, WrittenMention
from bot.slack.surface import MENTION, ROUTE_THIS
from bot.workspace.actors import Actor

FOUND_IN = "#general"


def arrive(written: WrittenMention, stage: Stage) -> None:
    """Bring it in; StageError where the bot does not take it."""
    match written.via:
        case Via.MEDIAWATCH:
            stage.send([as_mention(written, stage)])
        case Via.REVIEWS:
            stage.send([as_mention(written, stage)], auth=WebhookAuth.BEARER)
        case Via.FEED:
            stage.publish(as_mention(written, stage))
        case Via.CHANNEL:
            stage.post_by_tool(as_mention(written, stage))
        case Via.COMMAND:
            _finder(written, stage).commands(f"{MENTION.name} {written.text}", FOUND_IN)
        case Via.ROUTE_THIS:
            finder = _finder(written, stage)
            said = stage.workspace.message(finder.says(FOUND_IN, written.text))
            finder.shortcut(ROUTE_THIS.callback_id, said)


def as_mention(written: WrittenMention, stage: Stage) -> Mention:
    """The mention as its source tells it; what it was meant to be stays behind."""
    now = stage.clock.now()
    author = written.author
    return Mention(
        source="demo",
        external_id=written.id,
        text=written.text,
        title=written.title,
        received_at=now,
        published_at=now,
        url=written.url,
        platform=written.platform,
        kind=Kind(written.kind),
        author=Author(
            id=author.handle or author.name,
            name=author.name,
            handle=author.handle,
            url=f"https://{written.platform}.example/{author.handle.lstrip('@')}" if author.handle else "",
            followers=author.followers,
            verified=author.verified,
        ),
        brand=written.brand,
        language=written.language,
        rating=written.rating,
        engagement=written.engagement,
    )


def _finder(written: WrittenMention, stage: Stage) -> Actor:
    """Who found it: somebody of that first name, the strategist where a rulebook has nobody like that."""
    names = (person.name for person in stage.workspace.state.shelves.people.values() if not person.is_bot)
    found = next((name for name in names if written.found_by and name.startswith(written.found_by)), None)
    return stage.workspace.person(found) if found else stage.strategist
