"""Uploads in three steps: files.getUploadURLExternal, the upload itself, files.completeUploadExternal."""

import mimetypes
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.workspace.api.chat import postable_channel
from bot.workspace.blocks import check_message_blocks
from bot.workspace.calls import Call, method
from bot.workspace.model import JsonObject, Message, StoredFile
from bot.workspace.refusals import Refusal
from bot.workspace.shapes import completed, file_json

if TYPE_CHECKING:
    from bot.workspace.desk import Desk

_LONGEST_ALT = 1000


@method("files.getUploadURLExternal", "files:write")
def get_upload_url(desk: "Desk", call: Call) -> JsonObject:
    """A place to send the bytes to."""
    name = call.needed("filename")
    if not call.text("length").isdigit() or int(call.text("length")) < 1:
        raise Refusal("invalid_arguments", detail=["length must be the size in bytes"])
    if len(call.text("alt_txt")) > _LONGEST_ALT:
        raise Refusal("alt_txt_too_large")
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    created = int(desk.state.clock.now().timestamp())
    file_id = desk.state.mint_id("F")
    file = StoredFile(file_id, name, name, call.text("alt_txt"), created, mimetype=kind, user=desk.state.bot.user_id)
    desk.state.put_file(file)
    return {"upload_url": f"{desk.state.base_url}/upload/{file_id}", "file_id": file_id}


def receive(desk: "Desk", file_id: str, data: bytes) -> None:
    """Keep the bytes of an upload."""
    file = desk.state.shelves.files.get(file_id)
    if file is None:
        raise Refusal("file_not_found", status=404)
    desk.state.put_file(replace(file, data=data))


@method("files.completeUploadExternal", "files:write")
def complete(desk: "Desk", call: Call) -> JsonObject:
    """Make uploads visible, in a channel where one is named."""
    wanted = call.items("files", error="invalid_arguments")
    files = [_named(desk, entry) for entry in wanted]
    ref = call.text("channel_id") or call.text("channels")
    if ref:
        _share(desk, Call(call.name, call.arguments | {"channel": ref}, call.token), files)
    return {"files": [file_json(file, desk.state.base_url) for file in files]}


def _named(desk: "Desk", entry: object) -> StoredFile:
    if not isinstance(entry, dict) or entry.get("id") not in desk.state.shelves.files:
        raise Refusal("file_not_found")
    file = desk.state.shelves.files[str(entry["id"])]
    if not file.data:
        raise Refusal("file_upload_incomplete")
    return desk.state.put_file(replace(file, title=str(entry.get("title") or file.title)))


def _share(desk: "Desk", call: Call, files: list[StoredFile]) -> None:
    channel = postable_channel(desk, call)
    blocks = call.items("blocks", error="invalid_blocks_format")
    check_message_blocks(blocks)
    bot = desk.state.bot
    draft = Message(
        channel.id,
        "",
        bot.user_id,
        call.text("initial_comment"),
        bot_id=bot.bot_id,
        blocks=completed(blocks, desk.state.mint_id),
        thread_ts=call.text("thread_ts"),
        files=tuple(file.id for file in files),
    )
    desk.post(draft, method=call.name)
    for file in files:
        desk.state.put_file(replace(file, channels=(*file.channels, channel.id)))
