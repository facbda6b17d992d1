"""Vectors of the rulebook's own texts, kept on disk from one start to the next.

Guarantee: holds nothing of any mention, only hashes of the strategist's examples and their vectors; a file that is
missing, foreign or damaged counts as empty, and one that cannot be written is done without. Never in the way.
"""

import hashlib
import os
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from bot.classify.kernel import Vectors

KEPT = 20_000  # vectors, 30 MB of the default encoder's


def cache_folder() -> Path:
    """Where this system's users keep what can be made again."""
    if named := os.environ.get("XDG_CACHE_HOME"):
        return Path(named) / "doorknock"
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / "doorknock"
    return Path.home() / ("Library/Caches" if sys.platform == "darwin" else ".cache") / "doorknock"


class VectorCache:
    """Vectors of one encoder by text, in `folder`. `version` is its identity: another one, another file."""

    def __init__(self, folder: Path, *, version: str, dimension: int) -> None:
        name = hashlib.sha256(version.encode()).hexdigest()[:16]
        self._path = folder / f"vectors-{name}.npz"
        self._dimension = dimension
        self._known = self._read()

    def vectors(self, texts: Sequence[str], encode: Callable[[Sequence[str]], Vectors]) -> Vectors:
        """The vectors of `texts`, a row each; what is not known yet is encoded and kept."""
        keys = [_key(text) for text in texts]
        new = {key: text for key, text in zip(keys, texts, strict=True) if key not in self._known}
        if new:
            self._known.update(zip(new, encode(list(new.values())), strict=True))
        found = np.stack([self._known[key] for key in keys]) if keys else np.zeros((0, self._dimension), np.float32)
        if new:
            self._known = dict(list(self._known.items())[-KEPT:])
            self._write()
        return found

    def _read(self) -> dict[bytes, Vectors]:
        try:
            with self._path.open("rb") as file, np.load(file, allow_pickle=False) as stored:
                keys, vectors = stored["keys"], stored["vectors"]
        # A damaged archive fails in as many ways as there are formats in it.
        except Exception:  # noqa: BLE001
            return {}
        is_sound = vectors.dtype == np.float32 and vectors.shape == (len(keys), self._dimension)
        if not (is_sound and np.isfinite(vectors).all()):
            return {}
        return {bytes(key): vector for key, vector in zip(keys, vectors, strict=True)}

    def _write(self) -> None:
        keys = np.frombuffer(b"".join(self._known), dtype=np.uint8).reshape(len(self._known), -1)
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryDirectory(dir=self._path.parent) as aside:
                written = Path(aside) / self._path.name
                np.savez(written, keys=keys, vectors=np.stack(list(self._known.values())))
                # Readers see the old file or the new one, never half of one.
                written.replace(self._path)
        except OSError:
            return


def _key(text: str) -> bytes:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()
