"""The price list."""

from core.quotes import quote
from tabulate import tabulate


def main() -> None:
    """Prints the list."""
    print(tabulate([(pieces, quote(pieces)) for pieces in (1, 10, 100)], headers=("pieces", "price")))
