"""An encoder is known before it is loaded, and what is loaded is what was found."""

from pathlib import Path

import pytest

from bot.classify.classifier import EncoderClassifier
from bot.classify.encoder import load_encoder
from bot.classify.finding import found_encoder, load_found
from bot.classify.rack import EncoderRack
from bot.core.lessons import Aspect
from bot.core.model import verdict_on_encoder
from bot.errors import SettingsError
from tests.classify.bakery import mention, rulebook
from tests.classify.tiny_encoder import write_tiny_encoder

TEXT = "some words and more"


@pytest.mark.parametrize("precision", ["fp32", "bf16"])
def test_what_is_loaded_bears_the_name_under_which_it_was_found(tmp_path: Path, precision: str) -> None:
    folder = write_tiny_encoder(tmp_path / "tiny")
    found = found_encoder(f" {folder} ", f"another@1+{precision}")
    assert found.version.endswith(f"+{precision}")
    assert load_found(found).identity == found.version


def test_a_folder_is_found_again_from_anywhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_tiny_encoder(tmp_path / "tiny")
    monkeypatch.chdir(tmp_path)
    found = found_encoder("./tiny")
    monkeypatch.chdir("/")
    assert found_encoder(found.setting) == found


def test_the_default_is_found_by_no_name() -> None:
    found = found_encoder("")
    assert (found.setting, found.version.partition("+")[0]) == ("", "all-MiniLM-L6-v2@53aa5117")


def test_one_encoder_follows_another_while_mentions_are_judged(tmp_path: Path) -> None:
    old, new = (found_encoder(str(write_tiny_encoder(tmp_path / f"tiny-{seed}", seed=seed))) for seed in (7, 8))
    judge = EncoderClassifier(lambda: load_found(old), load_other=load_found, cache=tmp_path / "cache")
    book = rulebook()
    (before,) = judge.classify([mention(TEXT)], book)
    (vector,) = judge.vectors_by(new, [TEXT])
    trials = judge.rival(new, book)
    assert {trial.aspect for trial in trials} == set(Aspect)
    assert sum(trial.rulebook.count for trial in trials) > 0
    assert isinstance(verdict_on_encoder(trials), str)
    # Until now nothing has changed.
    assert judge.classify([mention(TEXT)], book) == [before]
    judge.change_over(new, book)
    (after,) = judge.classify([mention(TEXT)], book)
    assert (before.encoder, after.encoder, judge.encoder) == (old.version, new.version, new.version)
    assert after.vector == vector != before.vector


def test_weights_that_were_changed_meanwhile_are_not_taken_for_those_that_were_found(tmp_path: Path) -> None:
    folder = tmp_path / "tiny"
    found = found_encoder(str(write_tiny_encoder(folder)))
    write_tiny_encoder(folder, seed=8)
    judge = EncoderClassifier(load_encoder, load_other=load_found, cache=tmp_path)
    with pytest.raises(SettingsError, match=r"was asked for\. Put its files back, or start Doorknock again"):
        judge.vectors_by(found, [TEXT])


def test_an_encoder_that_is_not_to_follow_any_more_is_let_go_of(tmp_path: Path) -> None:
    old, new = (found_encoder(str(write_tiny_encoder(tmp_path / f"tiny-{seed}", seed=seed))) for seed in (7, 8))
    loaded: list[str] = []
    rack = EncoderRack(lambda: load_found(old), lambda found: (loaded.append(found.version), load_found(found))[1])
    rack.loaded()
    assert rack.get(new) is rack.get(new)
    rack.let_go()
    assert rack.loaded().identity == old.version
    rack.get(new)
    assert loaded == [new.version, new.version]
