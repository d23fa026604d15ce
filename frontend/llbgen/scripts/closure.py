"""Work out roughly what packages bring, from Debian's own lists: the first alternative of each dependency, and what provides it."""

import os
import re


def read_lists(paths):
    """Each package of some Packages files, the last of a name, as its fields."""
    found = {}
    for path in paths:
        with open(path, encoding="utf-8") as file:
            for stanza in file.read().split("\n\n"):
                fields = dict(re.findall(r"^(Package|Version|Architecture|Depends|Pre-Depends|Provides|Essential): (.*)", stanza, re.M))
                if fields:
                    found[fields["Package"]] = fields
    return found


def closure(packages, seeds):
    """The packages that seeds bring, themselves included."""
    providers = {}
    for name, fields in packages.items():
        for provided in names(fields.get("Provides", "")):
            providers.setdefault(provided[0], name)
    found, rest = set(), list(seeds)
    while rest:
        name = rest.pop()
        name = name if name in packages else providers.get(name)
        if name and name not in found:
            found.add(name)
            wanted = names(packages[name].get("Pre-Depends", "")) + names(packages[name].get("Depends", ""))
            rest += [next((each for each in one if each in packages), one[0]) for one in wanted]
    return found


def names(relations):
    """The names of relations between packages (Debian policy 7.1), by their alternatives."""
    return [[re.split(r"[ (:\[<]", each.strip())[0] for each in one.split("|")] for one in relations.split(",") if one.strip()]


def seeds(release):
    """The packages of packages.txt, by their names in a release."""
    with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "packages.txt"), encoding="utf-8") as file:
        lines = [line.split() for line in file if not line.startswith("#")]
    return [line[0 if release == "trixie" else -1] for line in lines if line]
