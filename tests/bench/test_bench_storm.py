import pytest

from tests.bench.bench_storm import main


@pytest.mark.bench
@pytest.mark.timeout(3600)
def test_what_a_storm_does_to_one_machine() -> None:
    main()
