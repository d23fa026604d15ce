"""The console script."""

from importlib.metadata import version


def main() -> None:
    """Prints the version that is installed."""
    print("shop-front", version("shop-front"))
