"""Install Debian packages into the root that this runs in: packages.py [--if-left] NAME...

With --if-left only if debs.py was to install them and has left a report instead, because their scripts have to run.
"""

import json
import os
import subprocess
import sys

from common import NOT_INSTALLED, REPORT, fail, remove
from layer import apt_options, find_all_programs, now, settle

# apt keeps these; they differ from one run to the next and no image needs them.
LEFTOVERS = ("/var/log/apt", "/var/log/dpkg.log", "/var/log/alternatives.log", "/var/cache/ldconfig/aux-cache",
             "/var/cache/debconf/config.dat-old", "/var/cache/debconf/templates.dat-old", "/var/lib/dpkg/status-old",
             "/var/lib/dpkg/diversions-old", "/var/lib/dpkg/available-old")


def apt(*arguments):
    env = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
    return subprocess.run(["apt-get", "-qq", *apt_options(), *arguments], env=env).returncode


def left():
    """Whether debs.py has left the packages to this program, which tells in the log why, and forgets it."""
    if not os.path.exists(REPORT):
        return False
    with open(REPORT, encoding="utf-8") as file:
        scripts = json.load(file).get("scripts")
    os.remove(REPORT)
    if scripts:
        print("apt-get installs all packages, because these run programs when installed: " + ", ".join(scripts), file=sys.stderr)
    return True


def main(*names):
    find_all_programs()
    if names[0] == "--if-left":
        if not left():
            return
        names = names[1:]
    since = now("/")
    if apt("update") != 0:
        fail("apt could not read the package lists: is the network there?", NOT_INSTALLED)
    if apt("install", "-y", "--no-install-recommends", "--", *names) != 0:
        fail("apt could not install " + " ".join(names), NOT_INSTALLED)
    for path in LEFTOVERS:
        remove(path)
    settle("/", since)


main(*sys.argv[1:])
