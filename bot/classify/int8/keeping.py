"""A file that says by its first bytes whether it is whole.

Guarantee: readers see the old file, the new one or none, never half of one; a damaged file counts as none, and one that
cannot be written is done without.
"""

import hashlib
import tempfile
from pathlib import Path

_SEAL = hashlib.sha256().digest_size


def read_sealed(path: Path) -> bytes | None:
    """What was written, None where there is nothing or it has been damaged."""
    try:
        content = path.read_bytes()
    except OSError:
        return None
    body = content[_SEAL:]
    return body if hashlib.sha256(body).digest() == content[:_SEAL] else None


def write_sealed(path: Path, body: bytes) -> None:
    """Keep `body` in `path`."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=path.parent) as aside:
            written = Path(aside) / path.name
            written.write_bytes(hashlib.sha256(body).digest() + body)
            written.replace(path)
    except OSError:
        return
