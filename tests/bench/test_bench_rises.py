import pytest

from tests.bench.bench_rises import main


@pytest.mark.bench
@pytest.mark.timeout(900)
def test_how_often_a_quiet_year_raises_a_false_alarm() -> None:
    main()
