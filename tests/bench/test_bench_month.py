import pytest

from tests.bench.bench_month import main


@pytest.mark.bench
@pytest.mark.timeout(3600)
def test_how_much_lives_in_a_process_after_a_month() -> None:
    main()
