"""Tell of which packages all that they bring can be installed without running scripts: coverage.py RELEASE FOLDER STATUS LIST...

FOLDER is what gather.py filled for RELEASE alone, STATUS the dpkg status of a base image, and each LIST one of apt's lists of packages for RELEASE. What
files trigger is left out.
"""

import os
import re
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE + "/../steps")

from closure import closure, read_lists, seeds  # noqa: E402: the steps are beside this folder
from scripts import Table  # noqa: E402


def main(release, folder, status, *lists):
    packages, known = read_lists(lists), Table().known
    with open(status, encoding="utf-8") as file:
        base = set(re.findall("^Package: (.*)", file.read(), re.M))
    unknown = {}
    for name in os.listdir(folder):
        package, kind, digest = name.rsplit(".", 2)
        if (package, kind, digest) not in known:
            unknown.setdefault(package, []).append(kind)
    for seed in seeds(release):
        if seed in packages:
            stopping = sorted((closure(packages, [seed]) - base) & unknown.keys())
            print(seed, "needs " + ", ".join(stopping) if stopping else "ok")


main(*sys.argv[1:])
