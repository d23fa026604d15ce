"""What a check of an image needs to know: facts of an installed environment, and of a base's root file system.

Nothing of either is run or imported, so both may be for another machine than this one.
"""

import csv
import os
import re

from elf import LIBRARY, read_object
from modules import importable
from rootfs import system_facts

__all__ = ["environment_facts", "system_facts"]

SITE = re.compile(r"lib(64)?/python3\.\d+/site-packages/")
RECORD = re.compile(SITE.pattern + r"([^/-]+)-[^/]+\.dist-info/RECORD")
PROGRAM = re.compile(r"(^|/)bin/[^/]+$")
UNCLAIMED = re.compile(SITE.pattern + r"[^/]+\.dist-info/|(^|/)__pycache__/")


def environment_facts(venv):
    """What an environment holds that an image may lack something for, and what can be started of it.

    objects: shared libraries, extensions and programs, as read_object reads them, with the package whose they are
    scripts: the programs in bin that packages brought
    modules, mains: see importable
    pure: whether all of it is the same on every platform, by what the wheels say
    claims: by package, see claims
    """
    files = sorted(walk(venv))
    records = [name for name in files if RECORD.fullmatch(name)]
    own_files = {package(name): owned(venv, name) for name in records}
    owners = {file: name for name, own in own_files.items() for file in own}
    modules, mains = importable(name[len(site.group()):] for name in files if (site := SITE.match(name)))
    return {
        "objects": list(objects(venv, files, owners)),
        "scripts": sorted(os.path.basename(name) for name in files if name in owners and re.fullmatch("bin/[^/]+", name)),
        "modules": modules,
        "mains": mains,
        "pure": all(pure(os.path.join(venv, os.path.dirname(name), "WHEEL")) for name in records),
        "claims": {name: claims(own) for name, own in own_files.items()},
    }


def walk(venv):
    """Every file of an environment but bytecode, by its path in it."""
    for folder, folders, names in os.walk(venv):
        folders[:] = [name for name in folders if name != "__pycache__"]
        inner = folder[len(venv):].strip("/")
        for name in names:
            yield inner + "/" + name if inner else name


def package(record):
    """The normalised name (PEP 503) of the package whose RECORD this is."""
    return re.sub(r"[-_.]+", "-", RECORD.fullmatch(record).group(2)).lower()


def owned(venv, record):
    """The files that one package says are its own (the RECORD of PEP 376)."""
    base = os.path.dirname(os.path.dirname(record))
    with open(os.path.join(venv, record), encoding="utf-8", errors="surrogateescape") as file:
        return [os.path.normpath(os.path.join(base, row[0])) for row in csv.reader(file) if row]


def claims(own):
    """What a package must be alone in having: files, and for what lies in a regular package (with __init__) the topmost such folder.

    Folders without __init__ belong to everybody (PEP 420). Metadata have the package's name in theirs, bytecode follows its source.
    """
    regular = {os.path.dirname(name) for name in own if os.path.basename(name).startswith("__init__.")}
    return sorted({claim(name, regular) for name in own if not UNCLAIMED.search(name)})


def claim(name, regular):
    site = SITE.match(name)
    end = name.find("/", site.end()) if site else -1
    while end >= 0 and name[:end] not in regular:
        end = name.find("/", end + 1)
    return name[:end] if end >= 0 else name


def objects(venv, files, owners):
    for name in files:
        if LIBRARY.search(name, name.rfind("/")) or PROGRAM.search(name):
            path = os.path.join(venv, name)
            found = read_object(path) if own(venv, path) else None
            if found:
                yield {"path": path, "package": owners.get(name, ""), **found}


def own(venv, path):
    """Whether a file is the environment's: the link to the interpreter leads out of it."""
    return not os.path.islink(path) or (
        os.path.isfile(path) and os.path.realpath(path).startswith(os.path.realpath(venv) + "/"))


def pure(wheel):
    """Whether the WHEEL (PEP 427) of a package names no platform; one without it was not compiled by anything we know."""
    if not os.path.exists(wheel):
        return True
    with open(wheel, encoding="utf-8", errors="surrogateescape") as file:
        fields = [line.strip().partition(": ")[::2] for line in file]
    return ("Root-Is-Purelib", "false") not in fields and all(tag.endswith("-any") for key, tag in fields if key == "Tag")
