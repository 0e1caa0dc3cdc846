import pytest

from reviewer.library.catalog.schema import Facets
from reviewer.ui.quality_scale import scale_of


@pytest.mark.parametrize(
    ("counts", "scale"),
    [
        ([(5, 5)], (0, 100)),
        ([(20, 62), (189, 1)], (0, 100)),
        ([(-7, 1), (20, 62), (189, 1)], (0, 100)),
        ([(20, 50), (189, 50)], (0, 189)),
        ([(-3, 40), (20, 50), (950, 50), (10**12, 1)], (-3, 1000)),
        ([(250, 1)], (0, 250)),
    ],
)
def test_a_few_articles_are_no_measure_for_all(counts: list[tuple[int, int]], scale: tuple[int, int]) -> None:
    assert scale_of(Facets(quality=counts, quality_range=(counts[0][0], counts[-1][0]))) == scale


def test_without_any_quality_there_is_no_scale() -> None:
    assert scale_of(Facets()) is None
