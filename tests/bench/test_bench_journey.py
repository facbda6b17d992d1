import pytest

from tests.bench.bench_journey import main


@pytest.mark.bench
@pytest.mark.timeout(900)
def test_how_fast_the_whole_journey_is_beside_its_parts_alone() -> None:
    main()
