"""Find the packages whose scripts would run because others are installed (deb-triggers(5))."""

import os

FOLDER = "/var/lib/dpkg/triggers/"


def awakened(root, packages, needless):
    """The packages that take an interest in something that other packages bring or do; needless says which may be left alone."""
    interests = list(of_root(root)) + [(package.name, what) for package in packages for what in asked(package, "interest")]
    interests = [(who, what) for who, what in interests if not needless(who, what)]
    found = set()
    for package in packages:
        done = {*asked(package, "activate"), *("/" + name for name in package.files)}
        found |= {who for who, what in interests if who != package.name and any(about(what, each) for each in done)}
    return found


def about(interest, event):
    """Whether an event is what an interest is in: its name, a file, or a file in a folder."""
    return event == interest or interest.startswith("/") and event.startswith(interest + "/")


def asked(package, directive):
    lines = [line.partition("#")[0].split() for line in package.text("triggers").splitlines()]
    return [words[1] for words in lines if len(words) == 2 and words[0].startswith(directive)]


def of_root(root):
    """Who takes an interest in what, among the packages that are installed: (package, name or path)."""
    for name in os.listdir(root + FOLDER) if os.path.isdir(root + FOLDER) else []:
        if name not in ("File", "Lock", "Unincorp"):
            for line in lines(root + FOLDER + name):
                yield line.partition("/")[0].partition(":")[0], name
    for line in lines(root + FOLDER + "File"):
        path, _, who = line.rpartition(" ")
        yield who.partition("/")[0].partition(":")[0], path


def lines(path):
    if not os.path.isfile(path):
        return []
    with open(path, encoding="utf-8") as file:
        return file.read().split("\n")[:-1]
