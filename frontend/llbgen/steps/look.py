"""Look at what other steps made, for the checks that follow: look.py environment|made FOLDER OUT | look.py base ROOT OUT [PATH]

FOLDER is an environment, the root of a base, or the root of a layer that a command of the user's made.
It is a step of its own, so that a builder that has the layers from a cache need not make them again to look at them. Nothing
of what is looked at is run. OUT/environment.json or OUT/base.json is what was found (see facts.py); or OUT/log.txt, where
a build of a package left the end of its log instead of the package.
"""

import json
import os
import shutil
import sys
import sysconfig

import facts
from common import BUILD_LOG, REPORT, note, walk
from elf import read_format
from rootfs import inside


def environment(venv, out):
    log = os.path.join(venv, BUILD_LOG)
    if os.path.exists(log):
        shutil.copy(log, out + "/log.txt")
    else:
        note(out + "/environment.json", facts.environment_facts(venv))


def base(root, out, path=""):
    report = {}
    if os.path.exists(root + REPORT):
        with open(root + REPORT, encoding="utf-8") as file:
            report = json.load(file)
    # The interpreter that runs this is of the same version as the image's, which may have less of the standard library.
    library = sysconfig.get_path("stdlib")
    modules = sorted(name for name in sys.stdlib_module_names if has(root, library, name) or not has("/", library, name))
    note(out + "/base.json", {**facts.system_facts(root, path), "modules": modules, **report})


def has(root, library, name):
    """Whether a root has a module of the standard library as a file or a folder; others are part of the interpreter."""
    places = (inside(root, os.path.join(library, name + end)) for end in ("", ".py"))
    return any(place and os.path.exists(place) for place in places)


def made(root, out):
    formats = {path[len(root):]: read_format(path) for path in walk(root) if os.path.isfile(path) and not os.path.islink(path)}
    note(out + "/environment.json", {"objects": [
        {"path": path, "machine": found[0], "class": found[1]} for path, found in sorted(formats.items()) if found]})


{"environment": environment, "base": base, "made": made}[sys.argv[1]](*sys.argv[2:])
