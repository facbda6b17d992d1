import pytest

from tests.bench.bench_classify import main


@pytest.mark.bench
@pytest.mark.timeout(900)
def test_how_fast_classifying_is_beside_its_parts_alone() -> None:
    main()
