"""The Web API methods of the workspace; importing this package registers them all."""

from bot.workspace.api import auth, chat, conversations, files, reactions, users, views

__all__ = ["auth", "chat", "conversations", "files", "reactions", "users", "views"]
