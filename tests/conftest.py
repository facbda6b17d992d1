"""What every test stands on: none of this machine's settings, no network but its own, the same examples each time."""

import logging
import os
import socket
from collections.abc import Iterator
from typing import Any

import pytest
import structlog
from hypothesis import HealthCheck, settings

OURS = ("SLACK_", "WEB_")
OURS_BY_NAME = frozenset(
    [
        "DATABASE_URL",
        "DEADMAN_URL",
        "ENCODER",
        "ENCODER_BACKEND",
        "ENCODER_DEVICE",
        "LOG_FORMAT",
        "LOG_LEVEL",
        "ROLES",
        "RULES_DIR",
        "TORCH_THREADS",
    ]
)

settings.register_profile("default", derandomize=True, deadline=None)
# To look further than every run does: pytest --hypothesis-profile=deep
settings.register_profile("deep", deadline=None, max_examples=2000, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("default")

# Before anything of ours is imported, and inherited by the commands that tests start.
for name in [name for name in os.environ if name.startswith(OURS) or name in OURS_BY_NAME]:
    del os.environ[name]
os.environ["ENV_FILE"] = os.devnull
os.environ["HF_HUB_OFFLINE"] = "1"
os.environ["TOKENIZERS_PARALLELISM"] = "false"


class OutsideWorld(Exception):
    """A test wanted to talk to another machine."""


def _is_here(address: Any) -> bool:
    if not isinstance(address, tuple):
        return True  # a Unix socket
    host = str(address[0])
    return host in {"", "::1", "localhost"} or host.startswith("127.")


@pytest.fixture(scope="session", autouse=True)
def _loopback_only() -> Iterator[None]:
    """Tests talk to this machine alone, so that none depends on the network or disturbs anyone."""
    connect, connect_ex, resolve = socket.socket.connect, socket.socket.connect_ex, socket.getaddrinfo

    def refuse_outside(address: Any) -> None:
        if not _is_here(address):
            raise OutsideWorld(f"a test may not reach {address}; start a server on 127.0.0.1 instead")

    def guarded_connect(self: socket.socket, address: Any) -> None:
        refuse_outside(address)
        connect(self, address)

    def guarded_connect_ex(self: socket.socket, address: Any) -> int:
        refuse_outside(address)
        return connect_ex(self, address)

    def guarded_resolve(host: Any, *args: Any, **kwargs: Any) -> Any:
        refuse_outside((host.decode() if isinstance(host, bytes) else host or "",))
        return resolve(host, *args, **kwargs)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", guarded_connect)
        patch.setattr(socket.socket, "connect_ex", guarded_connect_ex)
        patch.setattr(socket, "getaddrinfo", guarded_resolve)
        yield


@pytest.fixture
def logs_as_they_were() -> Iterator[None]:
    """Whatever a test does with this process's logs, the next one finds them as they were."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
    structlog.reset_defaults()


@pytest.fixture
def quiet_logs() -> Iterator[None]:
    """What goes wrong on purpose here is not for reading."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger("CRITICAL"))
    yield
    structlog.reset_defaults()
