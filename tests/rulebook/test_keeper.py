"""The rulebook in use follows good edits and survives bad ones."""

import threading
from pathlib import Path

import pytest

from bot.rulebook import RulebookError, RulebookKeeper
from tests.rulebook.small_book import FILES, spoilt, write_book

BETTER = spoilt("rules.yaml", "name: Money", "name: All about money")
WORSE = spoilt("rules.yaml", "department: billing", "department: biling")


def test_a_good_edit_takes_effect_at_the_next_look(tmp_path: Path) -> None:
    keeper = RulebookKeeper(write_book(tmp_path / "rules"))
    write_book(tmp_path / "rules", BETTER)
    assert keeper.refresh().is_new
    assert keeper.current.rules[0].name == "All about money"


def test_unchanged_files_bring_nothing_new(tmp_path: Path) -> None:
    keeper = RulebookKeeper(write_book(tmp_path / "rules"))
    before = keeper.current
    write_book(tmp_path / "rules")
    reread = keeper.refresh()
    assert (reread.is_new, reread.problems) == (False, ())
    assert keeper.current is before


def test_a_bad_edit_never_takes_effect_and_is_told_once(tmp_path: Path) -> None:
    keeper = RulebookKeeper(write_book(tmp_path / "rules"))
    write_book(tmp_path / "rules", WORSE)
    first, second = keeper.refresh(), keeper.refresh()
    assert first.is_refused
    assert any("did you mean «billing»" in problem.what for problem in first.problems)
    assert second.problems == ()
    assert keeper.current.rules[0].then.department == "billing"


def test_another_bad_edit_is_told_again(tmp_path: Path) -> None:
    keeper = RulebookKeeper(write_book(tmp_path / "rules"))
    write_book(tmp_path / "rules", WORSE)
    keeper.refresh()
    write_book(tmp_path / "rules", {**WORSE, "company.yaml": ""})
    assert keeper.refresh().is_refused


def test_a_bad_edit_taken_back_leaves_everything_as_it_was(tmp_path: Path) -> None:
    keeper = RulebookKeeper(write_book(tmp_path / "rules"))
    version = keeper.current.version
    write_book(tmp_path / "rules", WORSE)
    keeper.refresh()
    write_book(tmp_path / "rules", FILES)
    reread = keeper.refresh()
    assert (reread.is_new, reread.is_refused) == (False, False)
    assert keeper.current.version == version


def test_a_folder_that_vanishes_leaves_the_last_good_rulebook(tmp_path: Path) -> None:
    folder = write_book(tmp_path / "rules")
    keeper = RulebookKeeper(folder)
    folder.rename(tmp_path / "elsewhere")
    assert keeper.refresh().is_refused
    assert keeper.refresh().problems == ()
    assert keeper.current.company == "Quiet Inns"


def test_a_keeper_cannot_start_from_a_bad_rulebook(tmp_path: Path) -> None:
    with pytest.raises(RulebookError, match="cannot be used yet"):
        RulebookKeeper(write_book(tmp_path / "rules", WORSE))


def test_of_many_threads_that_look_at_once_one_brings_the_news(tmp_path: Path) -> None:
    keeper = RulebookKeeper(write_book(tmp_path / "rules"))
    write_book(tmp_path / "rules", BETTER)
    news: list[bool] = []
    threads = [threading.Thread(target=lambda: news.append(keeper.refresh().is_new)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(news) == [False] * 7 + [True]
