import pytest

from tests.bench.bench_intake import main


@pytest.mark.bench
@pytest.mark.timeout(300)
def test_how_fast_intake_is_beside_a_bare_minimum() -> None:
    main()
