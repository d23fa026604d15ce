"""Look at the packages that are wanted before anything is made of them."""

import difflib

# As many names like another as a message can hold.
NEAR = 3


def refused(apt, wanted, installed):
    """For each package that cannot be had the text that it was given by, and one of these.

    versions: those that there are; choices: packages that bring what the name stands for, of which one has to be named;
    near: names like it
    """
    split = [(each, *each.partition("=")[::2]) for each in wanted]
    versions = apt.versions(name for _, name, _ in split)
    for name, version in installed.items():
        versions.setdefault(name, []).append(version)
    found = [(each, refusal(apt, name, version, versions.get(name, []))) for each, name, version in split]
    return [{"wanted": each, **why} for each, why in found if why]


def refusal(apt, name, version, versions):
    if versions:
        return None if version in ("", *versions) else {"versions": versions}
    choices = apt.providers(name)
    if len(choices) == 1 and not version:
        return None  # apt takes it
    return {"choices": choices} if choices else {"near": near(name, apt.names())}


def near(name, known):
    """Names like one, rather those that begin as it does: libraries change the number at the end from release to release."""
    begin = [each for each in known if each.startswith(name[:5])]
    found = [*difflib.get_close_matches(name, begin, NEAR), *difflib.get_close_matches(name, known, NEAR)]
    return list(dict.fromkeys(found))[:NEAR]
