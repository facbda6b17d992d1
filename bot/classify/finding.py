"""Finds an encoder without loading it, and loads what was found.

Guarantee: what is loaded is known by the name under which it was found, its precision included.
"""

from pathlib import Path
from typing import cast

from bot.classify.encoder import Backend, Encoder, load_encoder, precision
from bot.classify.weights import find_encoder
from bot.ports import FoundEncoder

_NAMED: frozenset[str] = frozenset({"fp32", "bf16"})


def found_encoder(setting: str, like: str = "") -> FoundEncoder:
    """The encoder that a setting names: in the precision of the encoder `like`, else in the machine's best.

    Raises SettingsError.
    """
    setting = setting.strip()
    files = find_encoder(setting)
    # From wherever the next process is started.
    place = str(files.folder) if Path(setting).expanduser().is_dir() and setting else setting
    return FoundEncoder(version=f"{files.version}+{precision(_backend_of(like))}", setting=place)


def load_found(found: FoundEncoder, *, threads: int = 0) -> Encoder:
    """Load it. Raises SettingsError."""
    return load_encoder(found.setting, backend=_backend_of(found.version), threads=threads)


def _backend_of(identity: str) -> Backend:
    named = identity.rpartition("+")[2]
    return cast("Backend", named) if named in _NAMED else "auto"
