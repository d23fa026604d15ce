"""Look at what other steps made, for the checks that follow: look.py environment VENV OUT | look.py base ROOT OUT

It is a step of its own, so that a builder that has the layers from a cache need not make them again to look at them. Nothing
of what is looked at is run. OUT/environment.json or OUT/base.json is what was found (see facts.py); or OUT/log.txt, where
a build of a package left the end of its log instead of the package.
"""

import os
import shutil
import sys
import sysconfig

import facts
from common import BUILD_LOG, note
from rootfs import inside


def environment(venv, out):
    log = os.path.join(venv, BUILD_LOG)
    if os.path.exists(log):
        shutil.copy(log, out + "/log.txt")
    else:
        note(out + "/environment.json", facts.environment_facts(venv))


def base(root, out):
    # The interpreter that runs this is of the same version as the image's, which may have less of the standard library.
    library = sysconfig.get_path("stdlib")
    modules = sorted(name for name in sys.stdlib_module_names if not lacks(root, library, name))
    note(out + "/base.json", {**facts.system_facts(root), "modules": modules})


def lacks(root, library, name):
    """Whether a package of this interpreter's standard library is missing from that of a root."""
    place = inside(root, os.path.join(library, name))
    return os.path.isdir(os.path.join(library, name)) and not (place and os.path.isdir(place))


{"environment": environment, "base": base}[sys.argv[1]](*sys.argv[2:])
