"""The command."""

import json
import os
import sys
from importlib.metadata import version
from importlib.util import find_spec

import humanize
import requests

from postage.rates import cents

OPTIONAL = ("rich", "tabulate", "socks", "markdown", "pytest")


def order(grams: int) -> str:
    """Where the stamp can be bought; nothing is sent."""
    return requests.Request("GET", "https://post.example/stamps", params={"grams": grams}).prepare().url


def main() -> None:
    """Says what a letter of so many grams costs."""
    grams = int(sys.argv[1]) if len(sys.argv) > 1 else 20
    print(json.dumps({
        "weight": humanize.intcomma(grams) + " g",
        "cents": cents(grams),
        "order": order(grams),
        "found": [name for name in OPTIONAL if find_spec(name)],
        "version": version("postage"),
        "uid": os.getuid(),
    }, sort_keys=True))
