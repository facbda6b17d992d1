"""What the bot sends to a response URL, or in the body of an acknowledged command: messages of its own.

Guarantee: the same checks as chat.postMessage, five uses in thirty minutes, and only the message the interaction came
from can be replaced or deleted.
"""

from dataclasses import replace

from bot.workspace.blocks import check_message_blocks, check_text
from bot.workspace.desk import Desk
from bot.workspace.model import Ephemeral, JsonObject, Message
from bot.workspace.refusals import Refusal
from bot.workspace.shapes import completed
from bot.workspace.tickets import ResponseTarget


def use_response_url(desk: Desk, key: str, body: JsonObject) -> None:
    """Do what a response URL was sent."""
    target = desk.response_urls.take(key, desk.state.clock.now())
    answer(desk, target, body, method="response_url")


def answer(desk: Desk, target: ResponseTarget, body: JsonObject, *, method: str) -> None:
    """Post, replace or delete on behalf of the bot, as `body` says."""
    if body.get("delete_original"):
        _delete(desk, target)
        return
    blocks = body.get("blocks") or []
    attachments = body.get("attachments") or []
    text = str(body.get("text") or "")
    if not text and not blocks and not attachments:
        raise Refusal("no_text", status=400)
    check_text(text)
    check_message_blocks(blocks, attachments=attachments)
    kept = completed(blocks, desk.state.mint_id)
    if body.get("replace_original") and target.message_ts:
        _replace(desk, target, text, kept)
    elif body.get("response_type") == "in_channel":
        thread = str(body.get("thread_ts") or target.thread_ts)
        bot = desk.state.bot
        draft = Message(target.channel, "", bot.user_id, text, bot_id=bot.bot_id, blocks=kept, thread_ts=thread)
        desk.post(replace(draft, attachments=tuple(attachments)), method=method)
    else:
        bot = desk.state.bot
        whisper = Ephemeral(target.channel, "", target.user, text, kept, target.thread_ts, user=bot.user_id)
        desk.whisper(whisper, method=method)


def _replace(desk: Desk, target: ResponseTarget, text: str, blocks: tuple[JsonObject, ...]) -> None:
    if target.is_ephemeral:
        shown = Ephemeral(target.channel, target.message_ts, target.user, text, blocks, target.thread_ts)
        desk.whisper(shown, method="response_url")
        return
    message = desk.state.message(target.channel, target.message_ts)
    if message is None or message.is_deleted:
        raise Refusal("message_not_found", status=404)
    changed = desk.state.change(message, text=text, blocks=blocks, edited=desk.state.mint_ts())
    desk.state.write_down("response_url", changed)


def _delete(desk: Desk, target: ResponseTarget) -> None:
    if target.is_ephemeral:
        gone = Ephemeral(target.channel, target.message_ts, target.user, "", is_deleted=True)
        desk.state.whisper(gone)
        return
    message = desk.state.message(target.channel, target.message_ts)
    if message is None or message.is_deleted:
        raise Refusal("message_not_found", status=404)
    desk.state.write_down("response_url", desk.state.change(message, is_deleted=True))
