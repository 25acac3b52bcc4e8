"""The markers that a language model puts into its prose."""

import pytest

from service.markers import Marked, marked


@pytest.mark.parametrize(
    ("sentence", "text", "numbers"),
    [
        ("The dam holds [1].", "The dam holds.", (1,)),
        ("The dam holds [1][2].", "The dam holds.", (1, 2)),
        ("The dam holds [1, 3] and leaks [3].", "The dam holds and leaks.", (1, 3)),
        ("The dam holds [2-4].", "The dam holds.", (2, 3, 4)),
        ("The dam holds【2】.", "The dam holds.", (2,)),
        ("- The **dam** holds [1].", "The dam holds.", (1,)),
        ("1. The dam holds [1].", "The dam holds.", (1,)),
        ("**1. The dam holds** **[1]**.", "The dam holds.", (1,)),
        ("The dam holds [[1]].", "The dam holds.", (1,)),
        ("The dam [of 1912] holds.", "The dam [of 1912] holds.", ()),
        ("The dam holds.", "The dam holds.", ()),
    ],
)
def test_markers_are_taken_out(sentence: str, text: str, numbers: tuple[int, ...]) -> None:
    assert marked(sentence) == Marked(text, numbers)


def test_a_range_without_end_is_cut_short() -> None:
    assert len(marked("So it is [1-999].").numbers) < 20
