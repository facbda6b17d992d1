import pytest

from tests.bench.bench_memory import main


@pytest.mark.bench
@pytest.mark.timeout(900)
def test_how_fast_what_is_alike_is_found_among_a_million() -> None:
    main()
