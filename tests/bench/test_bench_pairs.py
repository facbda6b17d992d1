import pytest

from tests.bench.bench_pairs import main


@pytest.mark.bench
@pytest.mark.timeout(900)
def test_how_well_storms_are_told_from_what_sounds_alike() -> None:
    main()
