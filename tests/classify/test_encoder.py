"""Texts become vectors."""

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from bot.classify.encoder import Encoder, load_encoder
from bot.classify.weights import packaged_encoder
from tests.classify.tiny_encoder import write_tiny_encoder

TEXTS = ["Where is my order?", "ok", "The staff at the station shop was rude to my mother and laughed about it"]


def test_a_vector_is_the_mean_over_the_tokens_as_the_model_was_made_for(encoder: Encoder) -> None:
    import torch
    from transformers import AutoModel, AutoTokenizer

    folder = packaged_encoder().folder
    tokenizer, model = AutoTokenizer.from_pretrained(folder), AutoModel.from_pretrained(folder)
    for text in TEXTS:
        with torch.no_grad():
            mean = model(**tokenizer(text, return_tensors="pt", padding=False)).last_hidden_state[0].mean(dim=0)
        by_hand = (mean / mean.norm()).numpy()
        assert np.allclose(encoder.encode([text])[0], by_hand, atol=1e-5)


def test_every_text_gets_a_unit_vector_in_the_order_given(encoder: Encoder) -> None:
    vectors = encoder.encode(TEXTS)
    assert vectors.shape == (3, encoder.dimension)
    assert vectors.dtype == np.float32
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1.0, atol=1e-5)
    assert np.allclose(encoder.encode(TEXTS[::-1]), vectors[::-1], atol=1e-5)


def test_the_company_a_text_keeps_does_not_change_its_vector(encoder: Encoder) -> None:
    crowd = [f"{'word ' * (number % 40)} number {number}" for number in range(66)]
    assert np.allclose(encoder.encode([*crowd, TEXTS[0]])[-1], encoder.encode([TEXTS[0]])[0], atol=1e-5)


def test_no_texts_give_no_vectors(encoder: Encoder) -> None:
    assert encoder.encode([]).shape == (0, encoder.dimension)


@pytest.mark.parametrize("nothing", ["", "   ", "@someone", "https://a.example/b", "\x00\ud800"])
def test_a_text_with_nothing_to_read_resembles_nothing(encoder: Encoder, nothing: str) -> None:
    assert not encoder.encode([nothing]).any()


def test_a_text_beyond_the_window_is_read_to_its_end(encoder: Encoder) -> None:
    beginning = "we had a lovely breakfast with the family and the children liked it " * 30
    plain, with_an_end = encoder.encode(
        [beginning, beginning + "then smoke came out of the oven, call the fire brigade"]
    )
    question = encoder.encode(["smoke and fire"])[0]
    assert with_an_end @ question > plain @ question + 0.01


@pytest.mark.parametrize("text", ["😀😀😀", "\ud800 half", "a\x00b", "x" * 1_000_000, "\u202e" * 50, "ﷺ" * 50])
def test_no_text_is_too_strange_to_encode(encoder: Encoder, text: str) -> None:
    vector = encoder.encode([text])
    assert vector.shape == (1, encoder.dimension)
    assert np.isfinite(vector).all()


def test_threads_may_share_an_encoder(encoder: Encoder) -> None:
    expected = encoder.encode(TEXTS)
    with ThreadPoolExecutor(4) as pool:
        for vectors in pool.map(lambda _: encoder.encode(TEXTS), range(8)):
            assert np.allclose(vectors, expected, atol=1e-5)


def test_half_the_precision_gives_nearly_the_same_vectors_under_another_name(encoder: Encoder) -> None:
    rough = load_encoder(backend="bf16")
    assert ((rough.encode(TEXTS) * encoder.encode(TEXTS)).sum(axis=1) > 0.999).all()
    assert rough.identity == "all-MiniLM-L6-v2@53aa5117+bf16"
    assert encoder.identity == "all-MiniLM-L6-v2@53aa5117+fp32"


def test_any_folder_with_an_encoder_will_do(tmp_path: Path) -> None:
    encoder = load_encoder(str(write_tiny_encoder(tmp_path / "tiny")))
    assert encoder.version.startswith("tiny@")
    assert np.allclose(np.linalg.norm(encoder.encode(["some words", "more"]), axis=1), 1.0, atol=1e-5)


def test_pooling_and_prompt_are_those_of_the_models_own_files(tmp_path: Path) -> None:
    folder = write_tiny_encoder(tmp_path / "tiny")
    by_mean = load_encoder(str(folder)).encode(["some words"])
    (folder / "1_Pooling").mkdir()
    (folder / "1_Pooling" / "config.json").write_text(json.dumps({"pooling_mode_cls_token": True}))
    by_first_token = load_encoder(str(folder)).encode(["some words"])
    config = {"prompts": {"query": "more "}, "default_prompt_name": "query"}
    (folder / "config_sentence_transformers.json").write_text(json.dumps(config))
    with_prompt = load_encoder(str(folder)).encode(["some words"])
    assert np.abs(by_mean - by_first_token).max() > 1e-4
    assert np.abs(by_first_token - with_prompt).max() > 1e-4
