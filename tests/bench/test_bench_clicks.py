import pytest

from tests.bench.bench_clicks import main


@pytest.mark.bench
@pytest.mark.timeout(900)
def test_how_soon_two_hundred_clicks_at_once_are_answered_beside_an_app_that_only_acknowledges() -> None:
    main()
