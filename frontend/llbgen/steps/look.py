"""Look at what other steps made, for the checks that follow: look.py environment|base|made FOLDER OUT

FOLDER is an environment, the root of a base, or the root of a layer that a command of the user's made.
It is a step of its own, so that a builder that has the layers from a cache need not make them again to look at them. Nothing
of what is looked at is run. OUT/environment.json or OUT/base.json is what was found (see facts.py); or OUT/log.txt, where
a build of a package left the end of its log instead of the package.
"""

import os
import shutil
import sys

import facts
from common import BUILD_LOG, note, walk
from elf import read_format


def environment(venv, out):
    log = os.path.join(venv, BUILD_LOG)
    if os.path.exists(log):
        shutil.copy(log, out + "/log.txt")
    else:
        note(out + "/environment.json", facts.environment_facts(venv))


def base(root, out):
    # The interpreter that runs this is of the same version as the image's.
    note(out + "/base.json", {**facts.system_facts(root), "modules": sorted(sys.stdlib_module_names)})


def made(root, out):
    formats = {path[len(root):]: read_format(path) for path in walk(root) if os.path.isfile(path) and not os.path.islink(path)}
    note(out + "/environment.json", {"objects": [
        {"path": path, "machine": found[0], "class": found[1]} for path, found in sorted(formats.items()) if found]})


{"environment": environment, "base": base, "made": made}[sys.argv[1]](*sys.argv[2:])
