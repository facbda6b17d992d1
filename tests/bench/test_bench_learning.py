import pytest

from tests.bench.bench_learning import main


@pytest.mark.bench
@pytest.mark.timeout(1800)
def test_how_long_it_takes_to_learn_and_what_that_is_worth() -> None:
    main()
