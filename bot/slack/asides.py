"""What the bot says beside the main road: whispers to one person, modals, App Homes.

Guarantees: nothing here is waited for by a listener, and nothing here can fail one; these are courtesies, so what
cannot be said is logged and forgotten. What must not be lost goes through the outbox instead.
"""

from collections.abc import Callable
from concurrent.futures import Executor

from slack_sdk.webhook import WebhookClient

from bot.errors import DoorknockError
from bot.logs import get_logger
from bot.slack.answers import message_view
from bot.slack.client import TIMEOUT_S, SlackApi
from bot.slack.failures import TRANSPORT_ERRORS, failure_of
from bot.slack.messages import blocks as kit
from bot.slack.messages.blocks import Block, Message
from bot.slack.messages.fit import fit, fit_view
from bot.slack.parse import Place
from bot.slack.texts import done, modals


class Asides:
    """Says things to one person, on threads of its own."""

    def __init__(self, api: SlackApi, executor: Executor) -> None:
        self._api = api
        self._executor = executor

    def whisper(self, place: Place, text: str, *, blocks: tuple[Block, ...] = ()) -> None:
        """Show `text` to the person at `place` alone: in the channel, or in a modal where there is none (App Home)."""
        self.run("whisper", lambda: self._whisper(place, fit(Message(text=text, blocks=blocks))))

    def answer(self, place: Place, make: Callable[[], Message]) -> None:
        """Make a message that takes its time, and show it to the person at `place` alone."""
        self.run("answer", lambda: self._whisper(place, fit(make())))

    def replace(self, place: Place, make: Callable[[], Message]) -> None:
        """Show a message in place of the whisper that was clicked in; beside what everybody sees."""
        self.run("replace", lambda: self._replace(place, fit(make())))

    def open_view(
        self, trigger_id: str, view: Block, *, place: Place, complete: Callable[[], Block] | None = None
    ) -> None:
        """Open a modal; a trigger lives three seconds, so where it is too late the person is told.

        What takes longer is left to `complete`, whose view takes the place of the first one once it is made.
        """
        self.run("open_view", lambda: self._open(trigger_id, fit_view(view), place, complete))

    def update_view(self, view_id: str, view: Block) -> None:
        """Show something else in a modal that is open."""
        self.run("update_view", lambda: self._api.write("views.update", view_id=view_id, view=fit_view(view)))

    def upload(self, channel: str, *, name: str, title: str, content: bytes) -> None:
        """Put a file into a channel; waited for, so call it aside. Raises our failures."""
        self._api.upload(channel, name=name, title=title, content=content)

    def publish_home(self, user: str, make: Callable[[], Block]) -> None:
        """Make a person's App Home and show it."""
        self.run("home", lambda: self._api.write("views.publish", user_id=user, view=fit_view(make())))

    def run(self, what: str, work: Callable[[], object]) -> None:
        """Do `work` soon, on another thread; log what goes wrong."""

        def guarded() -> None:
            try:
                work()
            except DoorknockError as failure:
                get_logger().warning("aside", what=what, failed=str(failure))
            except Exception:  # noqa: BLE001 - the edge of a thread: a courtesy that fails must not go unseen
                get_logger().error("aside", what=what, exc_info=True)

        self._executor.submit(guarded)

    def _open(self, trigger_id: str, view: Block, place: Place, complete: Callable[[], Block] | None) -> None:
        try:
            opened = self._api.write(_opening(place), trigger_id=trigger_id, view=view)["view"]
        except DoorknockError:
            self._whisper(place, Message(text=done.TRIGGER_GONE))
            raise
        if complete is not None:
            # With the hash: what the person has come to since by a click of theirs is not taken away again.
            self._api.write("views.update", view_id=opened["id"], hash=opened["hash"], view=fit_view(complete()))

    def _replace(self, place: Place, message: Message) -> None:
        if not (place.is_aside and place.response_url):
            return self._whisper(place, message)
        return _respond(place.response_url, {**_content(message), "replace_original": True})

    def _whisper(self, place: Place, message: Message) -> None:
        content = _content(message)
        if place.response_url:
            _respond(place.response_url, content)
            return
        if not place.channel:
            self._api.write(_opening(place), trigger_id=place.trigger_id, view=_shown(message))
            return
        thread = {"thread_ts": place.thread_ts} if place.thread_ts else {}
        self._api.write("chat.postEphemeral", channel=place.channel, user=place.user, **content, **thread)


def _content(message: Message) -> Block:
    return {"text": message.text, "blocks": list(message.blocks)}


def _opening(place: Place) -> str:
    """How a modal is opened there: on top of the one that is open, or alone."""
    return "views.push" if place.is_in_modal else "views.open"


def _shown(message: Message) -> Block:
    """A message as a modal, for whoever is where there are no messages."""
    return fit_view(message_view(modals.REFUSED_TITLE, message.blocks or (kit.section(message.text),)))


def _respond(url: str, content: Block) -> None:
    try:
        client = WebhookClient(url, timeout=TIMEOUT_S, retry_handlers=[])
        answer = client.send_dict({"response_type": "ephemeral", "replace_original": False, **content})
    except TRANSPORT_ERRORS as error:
        raise failure_of(error, method="response_url") from error
    if answer.status_code != 200:
        get_logger().warning("aside", what="whisper", status=answer.status_code)
