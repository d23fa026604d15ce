"""The console script."""

import json
import os
import sys
from importlib.metadata import version
from importlib.resources import files

import humanize


def main() -> None:
    """Greets in the language of the first argument."""
    words = json.loads(files("greeter").joinpath("words.json").read_text(encoding="utf-8"))
    language = sys.argv[1] if len(sys.argv) > 1 else "en"
    print(json.dumps({
        "greeting": words[language],
        "known": humanize.intcomma(1000 * len(words)),
        "place": __file__,
        "uid": os.getuid(),
        "version": version("greeter"),
    }, sort_keys=True))
