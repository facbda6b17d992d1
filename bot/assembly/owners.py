"""The names under which processes hold leases, and whether the process behind a name is gone.

Guarantee: two processes never have the same name, be it in two containers with the same host name and process id. Only
a process of this very machine is ever called gone.
"""

import os
import secrets
import socket


def own_name() -> str:
    """A new name for this process."""
    return f"{socket.gethostname()}:{os.getpid()}:{secrets.token_hex(4)}"


def is_gone(name: str, *, me: str) -> bool:
    """Whether the process called `name` ran on this machine and runs no more; False where nobody can tell."""
    host, _, rest = name.rpartition(":")[0].rpartition(":")
    my_host, _, my_id = me.rpartition(":")[0].rpartition(":")
    if host != my_host or not rest.isdecimal() or name == me:
        return False
    # In a container every life of a process has the same id: an earlier one with mine is over.
    return rest == my_id or not _runs(int(rest))


def _runs(process: int) -> bool:
    if os.name != "posix":
        # Elsewhere, to ask is to send a signal.
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        # Somebody else's: it is there.
        return True
    return True
