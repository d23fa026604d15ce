"""Prices."""

from money import Money

PIECE = Money(1250, "EUR")


def quote(pieces: int) -> Money:
    """What so many pieces cost."""
    return PIECE * pieces
