"""The console script."""

import json
import os
from importlib.metadata import version
from importlib.resources import files

import humanize


def main() -> None:
    """Tells the story, and where it was found."""
    print(json.dumps({
        "compiled": os.path.exists(__cached__),
        "ordinal": humanize.ordinal(3),
        "place": __file__,
        "story": files("teller").joinpath("story.txt").read_text(encoding="utf-8").strip(),
        "uid": os.getuid(),
        "version": version("teller"),
    }, sort_keys=True))


if __name__ == "__main__":
    main()
