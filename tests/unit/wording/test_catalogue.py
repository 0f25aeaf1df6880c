"""The committed catalogue is whole and compiled from the program's texts."""

import catalogue


def test_catalogue__is_whole_and_fresh() -> None:
    assert catalogue.problems() == []
