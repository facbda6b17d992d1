"""Socket Mode, supervised: Slack reaches the bot without a public address.

Guarantees: starting never fails because Slack is down, it keeps trying; a connection that has gone stale is replaced;
`is_connected` says the truth for /healthz.
"""

import threading
from typing import Any

from slack_bolt import App
from slack_bolt.adapter.socket_mode.builtin import SocketModeHandler

from bot.logs import get_logger
from bot.slack.client import SLACK_API_URL, web_client

CHECK_EVERY_S = 5.0
LONGEST_PAUSE_S = 60.0
CONCURRENCY = 200
"""A click may have to wait until Slack says who clicks, and must not keep the others waiting meanwhile."""


class SocketConnection:
    """Keeps one Socket Mode connection of `app` alive."""

    def __init__(
        self, app: App, *, app_token: str, base_url: str = SLACK_API_URL, check_every_s: float = CHECK_EVERY_S
    ) -> None:
        client = web_client(None, base_url=base_url)
        self._handler = SocketModeHandler(app, app_token, web_client=client, concurrency=CONCURRENCY)
        self._check_every_s = check_every_s
        self._is_stopping = threading.Event()
        self._thread = threading.Thread(target=self._supervise, name="socket-mode", daemon=True)

    def start(self) -> None:
        """Connect in the background, and stay connected."""
        self._thread.start()

    def stop(self) -> None:
        """Hang up; what is being worked on is finished."""
        self._is_stopping.set()
        self._client.close()
        if self._thread.is_alive():
            self._thread.join(timeout=self._check_every_s + 10)

    def is_connected(self) -> bool:
        """Whether Slack can reach us now."""
        return bool(self._client.is_connected())

    @property
    def _client(self) -> Any:
        return self._handler.client

    def _supervise(self) -> None:
        pause = 0.0
        while not self._is_stopping.wait(pause):
            pause = self._check_every_s if self._connected() else min(max(pause * 2, 1.0), LONGEST_PAUSE_S)

    def _connected(self) -> bool:
        if self.is_connected():
            return True
        try:
            self._client.connect_to_new_endpoint()
        except Exception as error:  # noqa: BLE001 - the edge of the loop: whatever it is, try again in a while
            get_logger().warning("socket_mode", connected=False, failed=f"{type(error).__name__}: {error}")
            return False
        get_logger().info("socket_mode", connected=self.is_connected())
        return self.is_connected()
