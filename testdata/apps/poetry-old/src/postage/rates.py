"""What the post takes."""

import sys
from importlib.resources import files

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib


def cents(grams: int) -> int:
    """The price of a letter of that weight."""
    rates = tomllib.loads(files("postage").joinpath("rates.toml").read_text(encoding="utf-8"))
    for limit, price in sorted((int(limit), price) for limit, price in rates.items()):
        if grams <= limit:
            return price
    raise SystemExit(f"postage: {grams} g is no letter")
