import pytest

from tests.bench.bench_summary import main


@pytest.mark.bench
@pytest.mark.timeout(7200)
def test_what_a_weekly_summary_costs_when_a_year_lies_behind_it() -> None:
    main()
