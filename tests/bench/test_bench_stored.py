import pytest

from tests.bench.bench_stored import main


@pytest.mark.bench
@pytest.mark.timeout(7200)
def test_what_the_daily_work_costs_when_much_is_stored() -> None:
    main()
