# /// script
# requires-python = ">=3.12"
# dependencies = [
#     "cattrs>=24.1",
#     "tomlkit>=0.13",
#     "colorama>=0.4.6; sys_platform == 'win32'",
# ]
# ///
"""Reads a recipe and says how much of everything so many people need."""

import json
import os
import sys
from importlib.util import find_spec

import attrs
import cattrs
import tomlkit

RECIPE = """
people = 4
flour = 500
milk = 900  # ml
"""


@attrs.frozen
class Recipe:
    """Amounts for a number of people."""

    people: int
    flour: int
    milk: int

    def for_people(self, people: int) -> "Recipe":
        """The same for another number of people."""
        return Recipe(people, self.flour * people // self.people, self.milk * people // self.people)


if __name__ == "__main__":
    recipe = cattrs.structure(tomlkit.parse(RECIPE).unwrap(), Recipe)
    scaled = recipe.for_people(int(sys.argv[1]) if len(sys.argv) > 1 else recipe.people)
    print(json.dumps({
        "recipe": cattrs.unstructure(scaled),
        "colorama": find_spec("colorama") is not None,
        "uid": os.getuid(),
    }, sort_keys=True))
