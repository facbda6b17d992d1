"""The encoders at hand: the one in use, and at most one other that is to follow it.

Guarantee: each is loaded once, and whoever asks for the one in use never waits for the other. Safe to share between
threads.
"""

import threading
from collections.abc import Callable

from bot.classify.encoder import Encoder
from bot.errors import SettingsError
from bot.ports import FoundEncoder


class EncoderRack:
    """`load` loads the one in use when it is first needed, `load_other` one that was found."""

    def __init__(self, load: Callable[[], Encoder], load_other: Callable[[FoundEncoder], Encoder]) -> None:
        self._load = load
        self._load_other = load_other
        self._in_use: Encoder | None = None
        self._other: Encoder | None = None
        self._loading = threading.Lock()
        self._loading_other = threading.Lock()

    @property
    def in_use(self) -> Encoder | None:
        """The one in use, None while it is not loaded."""
        return self._in_use

    def loaded(self) -> Encoder:
        """The one in use. Raises SettingsError where it cannot be loaded."""
        with self._loading:
            if self._in_use is None:
                self._in_use = self._load()
            return self._in_use

    def get(self, wanted: FoundEncoder) -> Encoder:
        """The encoder of this version. Raises SettingsError where it cannot be loaded."""
        with self._loading_other:
            for known in (self._in_use, self._other):
                if known is not None and known.identity == wanted.version:
                    return known
            # The one before goes first: two are enough to hold.
            self._other = None
            other = self._load_other(wanted)
            if other.identity != wanted.version:
                raise SettingsError(
                    f"ENCODER: {wanted.setting or 'the default'} is {other.identity} now, and {wanted.version} was "
                    "asked for. Put its files back, or start Doorknock again to go on with what is there."
                )
            self._other = other
            return other

    def let_go(self) -> None:
        """Hold no other than the one in use."""
        with self._loading_other:
            self._other = None

    def change_over(self, encoder: Encoder) -> None:
        """Let `encoder` be the one in use, and let go of the one before."""
        with self._loading, self._loading_other:
            self._in_use, self._other = encoder, None
