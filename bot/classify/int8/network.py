"""Runs an int8 copy in ONNX Runtime. All that it needs is in the file: tokenizer, window, prompt and network.

Guarantee: splits texts and pools tokens as the original does; imports neither PyTorch nor transformers.
"""

from collections.abc import Sequence
from typing import cast

import numpy as np
from numpy.typing import NDArray

from bot.classify.batches import padded

Vectors = NDArray[np.float32]
# Measured: some thirty posts at once are the fastest.
TOKENS = 1_024
_ERRORS_ONLY = 3


class OnnxNetwork:
    """A copy made by `making`. Raises whatever ONNX Runtime does where `model` is none."""

    # Behind the dot, the way in which copies are made. Raised with whatever makes other vectors, since an index holds
    # those of one way only; what is stored is then read again.
    precision = "int8.3"
    backend = "cpu/int8"
    tokens_at_once = TOKENS

    def __init__(self, model: bytes, *, threads: int) -> None:
        import onnxruntime
        from tokenizers import Tokenizer

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.log_severity_level = _ERRORS_ONLY
        # Threads that spin while they wait take the cores from whoever answers Slack.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        self._session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
        said = self._session.get_modelmeta().custom_metadata_map
        self._prompt, self._filler, self.dimension = said["prompt"], int(said["filler"]), int(said["dimension"])
        self._tokenizer = Tokenizer.from_str(said["tokenizer"])
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(int(said["window"]))

    def windows(self, texts: Sequence[str]) -> tuple[list[list[int]], NDArray[np.intp]]:
        """Token ids of each window of each text, and the row of the text each belongs to."""
        windows, owners = [], []
        for row, read in enumerate(self._tokenizer.encode_batch([self._prompt + text for text in texts])):
            for window in (read, *read.overflowing):
                windows.append(list(window.ids))
                owners.append(row)
        return windows, np.array(owners, dtype=np.intp)

    def vectors(self, windows: Sequence[Sequence[int]]) -> Vectors:
        """A unit vector a window."""
        ids, mask = padded(windows, self._filler)
        return cast("Vectors", self._session.run(None, {"input_ids": ids, "attention_mask": mask})[0])
