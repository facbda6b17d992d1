"""Finds an encoder without loading it, and loads what was found.

Guarantee: what is loaded is known by the name under which it was found, its precision included.
"""

from collections.abc import Callable
from pathlib import Path
from typing import cast, get_args

from bot.classify.encoder import Backend, Device, Encoder, load_encoder, precision, require_backend, usable_cores
from bot.classify.weights import EncoderFiles, find_encoder
from bot.core.rulebook import Rulebook
from bot.logs import get_logger
from bot.ports import FoundEncoder


def found_encoder(setting: str, like: str = "", *, prefer: Callable[[EncoderFiles], str] | None = None) -> FoundEncoder:
    """The encoder that a setting names: in the precision of the encoder `like`, else in what `prefer` says of it.

    Without either it is the machine's best. Raises SettingsError.
    """
    setting = setting.strip()
    files = find_encoder(setting)
    # From wherever the next process is started.
    place = str(files.folder) if Path(setting).expanduser().is_dir() and setting else setting
    return FoundEncoder(version=f"{files.version}+{_precision(files, like, prefer)}", setting=place)


def load_found(found: FoundEncoder, *, device: Device = "auto", threads: int = 0, cache: Path | None = None) -> Encoder:
    """Load it. Raises SettingsError."""
    backend = _backend_of(found.version)
    return load_encoder(found.setting, backend=backend, device=device, threads=threads, cache=cache)


class PreferredPrecision:
    """What ENCODER_BACKEND asks for, or the machine's best where int8 is refused; then `note` tells people why."""

    def __init__(
        self,
        backend: Backend,
        *,
        device: Device = "auto",
        threads: int = 0,
        rulebook: Callable[[], Rulebook] | None = None,
        cache: Path | None = None,
    ) -> None:
        """On the examples of `rulebook` an int8 copy is judged; `cache` is where it is kept."""
        self.note = ""
        self._backend = backend
        self._device = device
        self._threads = threads
        self._rulebook = rulebook
        self._cache = cache

    def of(self, files: EncoderFiles) -> str:
        """The precision for the encoder in `files`. For int8 this makes its copy where there is none."""
        require_backend(self._backend)
        if self._backend != "int8":
            return precision(self._backend, self._device)
        from bot.classify.int8 import Int8Refused, load_int8

        try:
            load_int8(files, threads=self._threads or usable_cores(), rulebook=self._rulebook, cache=self._cache)
        except Int8Refused as refused:
            instead = precision(device=self._device)
            self.note = f"ENCODER_BACKEND is int8, but {refused}: it goes on in {instead}, as with ENCODER_BACKEND=auto"
            get_logger().warning("int8", why=self.note)
            return instead
        self.note = ""
        return precision(self._backend)


def _precision(files: EncoderFiles, like: str, prefer: Callable[[EncoderFiles], str] | None) -> str:
    if like or prefer is None:
        backend = _backend_of(like)
        require_backend(backend)
        return precision(backend)
    return prefer(files)


def _backend_of(identity: str) -> Backend:
    named = identity.rpartition("+")[2].partition(".")[0]
    return cast("Backend", named) if named in get_args(Backend) else "auto"
