import pytest

from tests.bench.bench_delivery import main


@pytest.mark.bench
@pytest.mark.timeout(300)
def test_how_fast_triage_and_delivery_are_beside_a_bare_minimum() -> None:
    main()
