"""Look at what other steps made, for the checks that follow: look.py environment VENV OUT | look.py base ROOT OUT

It is a step of its own, so that a builder that has the layers from a cache need not make them again to look at them. Nothing
of what is looked at is run. OUT/environment.json or OUT/base.json is what was found (see facts.py); or OUT/log.txt, where
a build of a package left the end of its log instead of the package.
"""

import json
import os
import shutil
import sys

import facts
from common import BUILD_LOG, REPORT, note


def environment(venv, out):
    log = os.path.join(venv, BUILD_LOG)
    if os.path.exists(log):
        shutil.copy(log, out + "/log.txt")
    else:
        note(out + "/environment.json", facts.environment_facts(venv))


def base(root, out):
    report = {}
    if os.path.exists(root + REPORT):
        with open(root + REPORT, encoding="utf-8") as file:
            report = json.load(file)
    # The interpreter that runs this is of the same version as the image's.
    note(out + "/base.json", {**facts.system_facts(root), "modules": sorted(sys.stdlib_module_names), **report})


{"environment": environment, "base": base}[sys.argv[1]](*sys.argv[2:])
