"""Install Debian packages into the root that this runs in: packages.py [--if-left] NAME...

With --if-left only if debs.py was to install them and has left a report instead, because their scripts have to run.
"""

import json
import os
import shutil
import subprocess
import sys

from common import REPORT, SECRETS
from layer import now, settle

# apt keeps these; they differ from one run to the next and no image needs them.
LEFTOVERS = ("/var/log/apt", "/var/log/dpkg.log", "/var/log/alternatives.log", "/var/cache/ldconfig/aux-cache",
             "/var/cache/debconf/config.dat-old", "/var/cache/debconf/templates.dat-old", "/var/lib/dpkg/status-old",
             "/var/lib/dpkg/diversions-old", "/var/lib/dpkg/available-old")

# Exit status for a failure that another try may not have (sysexits.h, EX_TEMPFAIL). It is not 1, which is how a program
# ends that cannot be started at all because it is for another machine.
TRY_AGAIN = 75


def apt(*arguments):
    options = ["-c", os.path.join(os.path.dirname(os.path.abspath(__file__)), "apt.conf")]
    if os.path.exists(SECRETS + "/ca"):
        options += ["-o", "Acquire::https::CAInfo=" + SECRETS + "/ca"]
    env = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
    return subprocess.run(["apt-get", "-qq", *options, *arguments], env=env).returncode


def end(message):
    print(message, file=sys.stderr)
    raise SystemExit(TRY_AGAIN)


def remove(path):
    if os.path.isdir(path):
        shutil.rmtree(path)
    elif os.path.lexists(path):
        os.remove(path)


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
    if names[0] == "--if-left":
        if not left():
            return
        names = names[1:]
    since = now("/")
    if apt("update") != 0:
        end("apt could not read the package lists: is the network there?")
    if apt("install", "-y", "--no-install-recommends", "--", *names) != 0:
        end("apt could not install " + " ".join(names))
    for path in LEFTOVERS:
        remove(path)
    settle("/", since)


main(*sys.argv[1:])
