"""The command."""

import os
from importlib.metadata import version

from tabulate import tabulate
from wcwidth import wcswidth

DISHES = (("soup", 4), ("寿司", 12))


def main() -> None:
    """Prints the menu, and what is behind it."""
    print(tabulate([(name, price, wcswidth(name)) for name, price in DISHES], headers=("dish", "price", "columns")))
    print("menu", version("menu"), "for account", os.getuid())
