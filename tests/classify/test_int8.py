"""The encoder in int8: a copy that is made once, compared with the original, and used without PyTorch."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from bot.classify.encoder import Encoder, Vectors, precision, require_backend
from bot.classify.finding import PreferredPrecision, found_encoder, load_found
from bot.classify.heads import Encode, Heads
from bot.classify.int8 import Int8Refused, load_int8, require_libraries
from bot.classify.int8.comparing import Likeness
from bot.classify.int8.keeping import read_sealed
from bot.classify.int8.making import Made, NotMade
from bot.classify.weights import EncoderFiles, packaged_encoder
from bot.errors import SettingsError
from bot.rulebook import load_rulebook
from tests.classify import bakery
from tests.classify.fresh import LABELS, QUESTIONS, TEXTS
from tests.classify.tiny_encoder import write_tiny_encoder

# The copy is made by whichever of these comes first.
pytestmark = pytest.mark.timeout(600)

RULES = Path(__file__).parents[2] / "routing_rules"
LONG = "we had a lovely breakfast with the family and the children liked it " * 60 + "then the oven was on fire"
LIGHT = """
import sys
from pathlib import Path
from bot.classify.encoder import load_encoder
assert load_encoder(backend="int8", cache=Path(sys.argv[1])).encode(["hello"]).any()
heavy = {"torch", "transformers", "onnx"} & set(sys.modules)
sys.exit(f"imported {heavy}" if heavy else 0)
"""


class Maker:
    """Hands out what was made before, and counts how often it was asked."""

    def __init__(self, model: bytes, original: Encoder | None = None) -> None:
        self.asked = 0
        self._model, self._original = model, original

    def __call__(self, files: EncoderFiles, texts: Sequence[str], *, threads: int) -> Made:
        self.asked += 1
        vectors = self._original.encode(texts) if self._original else np.eye(len(texts), 384, dtype=np.float32)
        return Made(model=self._model, texts=texts, vectors=vectors)


@pytest.fixture(scope="module")
def model(int8_encoder: Encoder, int8_folder: Path) -> bytes:
    (kept,) = int8_folder.glob("int8-*.onnx")
    found = read_sealed(kept)
    assert found is not None
    return found


def cosines(some: Vectors, others: Vectors) -> Vectors:
    found: Vectors = (some * others).sum(axis=1)
    return found


def test_the_copys_vectors_are_near_the_originals(int8_encoder: Encoder, encode: Encode) -> None:
    found = cosines(int8_encoder.encode(TEXTS), encode(TEXTS))
    assert found.mean() > 0.998
    assert found.min() > 0.995
    assert int8_encoder.identity == "all-MiniLM-L6-v2@53aa5117+int8.3"


def test_the_copy_judges_as_the_original_does(int8_encoder: Encoder, encode: Encode) -> None:
    book = load_rulebook(RULES)
    said = []
    for read in (encode, int8_encoder.encode):
        filing = Heads(book, read, languages=int8_encoder.languages).file(QUESTIONS, read(TEXTS))
        said.append(np.array(filing.keys)[filing.probabilities.argmax(axis=1)])
    truth = np.array(LABELS)
    assert (said[0] == said[1]).mean() >= 0.97
    assert (said[1] == truth).mean() >= 0.8


def test_the_copy_splits_texts_as_the_original_does(int8_encoder: Encoder, encoder: Encoder) -> None:
    texts = [*TEXTS, LONG, "ok", "x" * 5_000]
    windows, owners = int8_encoder._network.windows(texts)
    original, its_owners = encoder._network.windows(texts)
    assert windows == original
    assert owners.tolist() == its_owners.tolist()
    assert len(windows) > len(texts)


def test_the_copy_reads_a_long_text_to_its_end_and_nothing_as_nothing(int8_encoder: Encoder, encode: Encode) -> None:
    end = "then the oven was on fire"
    beginning, whole = int8_encoder.encode([LONG.removesuffix(end), LONG])
    assert whole @ int8_encoder.encode([end])[0] > beginning @ int8_encoder.encode([end])[0]
    assert cosines(whole[None], encode([LONG]))[0] > 0.97
    assert not int8_encoder.encode(["", "@someone"]).any()
    assert int8_encoder.encode([]).shape == (0, int8_encoder.dimension)


def test_the_company_a_text_keeps_does_not_change_its_int8_vector(int8_encoder: Encoder) -> None:
    together = int8_encoder.encode([*TEXTS, LONG, "!" * 200, "x" * 500])[: len(TEXTS)]
    alone = np.concatenate([int8_encoder.encode([text]) for text in TEXTS])
    assert cosines(alone, together).min() > 0.9999
    assert np.allclose(np.linalg.norm(together, axis=1), 1.0, atol=1e-5)


def test_a_process_that_runs_the_copy_loads_no_pytorch(int8_encoder: Encoder, int8_folder: Path) -> None:
    paths = os.pathsep.join(filter(None, sys.path))
    subprocess.run(
        [sys.executable, "-c", LIGHT, str(int8_folder)], check=True, timeout=120, env=os.environ | {"PYTHONPATH": paths}
    )


def test_a_copy_that_no_rulebook_has_judged_is_made_again_for_one(
    model: bytes, encoder: Encoder, tmp_path: Path
) -> None:
    maker, files = Maker(model, encoder), packaged_encoder()
    load_int8(files, threads=1, cache=tmp_path, make=maker)
    load_int8(files, threads=1, cache=tmp_path, make=maker, rulebook=bakery.rulebook)
    load_int8(files, threads=1, cache=tmp_path, make=maker)
    assert maker.asked == 2


def test_a_copy_is_made_once_and_again_only_when_it_is_damaged(model: bytes, encoder: Encoder, tmp_path: Path) -> None:
    maker, files = Maker(model, encoder), packaged_encoder()
    load_int8(files, threads=1, cache=tmp_path, make=maker)
    load_int8(files, threads=1, cache=tmp_path, make=maker)
    assert maker.asked == 1
    (kept,) = tmp_path.glob("*")
    kept.write_bytes(kept.read_bytes()[:-1])
    load_int8(files, threads=1, cache=tmp_path, make=maker)
    load_int8(files, threads=1, cache=tmp_path, make=maker)
    assert maker.asked == 2


def test_a_copy_is_not_taken_for_that_of_an_encoder_that_pools_otherwise(
    model: bytes, encoder: Encoder, tmp_path: Path
) -> None:
    folder = write_tiny_encoder(tmp_path / "tiny")
    files, maker = EncoderFiles(name="tiny", folder=folder, sha256="0" * 64), Maker(model, encoder)
    load_int8(files, threads=1, cache=tmp_path / "cache", make=maker)
    (folder / "1_Pooling").mkdir()
    (folder / "1_Pooling" / "config.json").write_text(json.dumps({"pooling_mode_cls_token": True}))
    load_int8(files, threads=1, cache=tmp_path / "cache", make=maker)
    assert maker.asked == 2


def test_where_nothing_can_be_kept_the_copy_serves_all_the_same(model: bytes, encoder: Encoder, tmp_path: Path) -> None:
    (tmp_path / "a file").write_text("")
    network = load_int8(packaged_encoder(), threads=1, cache=tmp_path / "a file", make=Maker(model, encoder))
    assert network.dimension == 384


def test_a_copy_unlike_the_original_is_refused_and_not_kept(model: bytes, tmp_path: Path) -> None:
    with pytest.raises(Int8Refused, match=r"too unlike the original's: their cosine is"):
        load_int8(packaged_encoder(), threads=1, cache=tmp_path, make=Maker(model))
    assert not list(tmp_path.glob("*"))


@pytest.mark.parametrize(
    ("likeness", "why"),
    [
        (Likeness(mean=0.99, least=0.95, was_right=0.80, is_right=0.79, examples=200), ""),
        (Likeness(mean=0.99, least=0.95), ""),
        (Likeness(mean=0.99, least=0.50), "the cosine of one text is 0.500"),
        (Likeness(mean=0.99, least=0.95, was_right=0.80, is_right=0.70, examples=200), "70% .* instead of 80%"),
        (Likeness(mean=0.99, least=0.95, was_right=1.0, is_right=0.875, examples=8), ""),
    ],
)
def test_a_copy_may_lose_little(likeness: Likeness, why: str) -> None:
    assert bool(likeness.why_refused) == bool(why)
    assert re.search(why, likeness.why_refused)


def test_where_no_copy_can_be_had_the_original_goes_on_and_says_so(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text('{"model_type": "bert"}')
    (tmp_path / "model.safetensors").write_bytes(b"garbage")
    preferred = PreferredPrecision("int8", cache=tmp_path / "cache")
    found = found_encoder(str(tmp_path), prefer=preferred.of)
    assert found.version.endswith(f"+{precision()}")
    assert re.search(
        r"ENCODER_BACKEND is int8, but no int8 copy of .* could be made \(.*could not be loaded", preferred.note
    )
    assert f"goes on in {precision()}" in preferred.note


def test_where_a_copy_is_kept_it_is_found_by_the_name_under_which_it_is_loaded(
    int8_encoder: Encoder, int8_folder: Path
) -> None:
    preferred = PreferredPrecision("int8", cache=int8_folder, rulebook=lambda: load_rulebook(RULES))
    found = found_encoder("", prefer=preferred.of)
    assert found.version == found_encoder("", found.version).version == int8_encoder.identity
    assert load_found(found, cache=int8_folder).identity == found.version
    assert not preferred.note


def test_an_encoder_that_the_exporter_cannot_read_is_refused_with_its_words(tmp_path: Path) -> None:
    def fail(files: EncoderFiles, texts: Sequence[str], *, threads: int) -> Made:
        raise NotMade("RuntimeError: odd layer")

    with pytest.raises(Int8Refused, match=r"no int8 copy of all-MiniLM.* could be made \(RuntimeError: odd layer\)"):
        load_int8(packaged_encoder(), threads=1, cache=tmp_path, make=fail)


def test_a_missing_library_is_named_with_its_remedy() -> None:
    with pytest.raises(SettingsError, match=r"no_such_runtime cannot be found.*pip install 'doorknock\[int8\]'"):
        require_libraries(("no_such_runtime", "json"))


def test_a_backend_that_there_is_not_is_named() -> None:
    with pytest.raises(SettingsError, match=r"ENCODER_BACKEND is 'int4'. Write one of auto, fp32, bf16, int8"):
        require_backend("int4")
