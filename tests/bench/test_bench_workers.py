import pytest

from tests.bench.bench_workers import main


@pytest.mark.bench
@pytest.mark.timeout(600)
def test_how_many_mentions_a_second_several_processes_get_through() -> None:
    main()
