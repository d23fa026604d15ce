"""Adds numbers up."""

from collections.abc import Iterable


def total(numbers: Iterable[int]) -> int:
    """The sum."""
    return sum(numbers)
