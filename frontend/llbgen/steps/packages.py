"""Install Debian packages into the root that this runs in: packages.py NAME..."""

import os
import shutil
import subprocess
import sys

from common import NOT_INSTALLED, SECRETS, fail
from layer import now, settle

# apt keeps these; they differ from one run to the next and no image needs them.
LEFTOVERS = ("/var/log/apt", "/var/log/dpkg.log", "/var/log/alternatives.log", "/var/cache/ldconfig/aux-cache",
             "/var/cache/debconf/config.dat-old", "/var/cache/debconf/templates.dat-old", "/var/lib/dpkg/status-old",
             "/var/lib/dpkg/diversions-old", "/var/lib/dpkg/available-old")


def apt(*arguments):
    options = ["-c", os.path.join(os.path.dirname(os.path.abspath(__file__)), "apt.conf")]
    if os.path.exists(SECRETS + "/ca"):
        options += ["-o", "Acquire::https::CAInfo=" + SECRETS + "/ca"]
    env = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
    return subprocess.run(["apt-get", "-qq", *options, *arguments], env=env).returncode


def remove(path):
    if os.path.isdir(path):
        shutil.rmtree(path)
    elif os.path.lexists(path):
        os.remove(path)


def main(*names):
    since = now("/")
    if apt("update") != 0:
        fail("apt could not read the package lists: is the network there?", NOT_INSTALLED)
    if apt("install", "-y", "--no-install-recommends", "--", *names) != 0:
        fail("apt could not install " + " ".join(names), NOT_INSTALLED)
    for path in LEFTOVERS:
        remove(path)
    settle("/", since)


main(*sys.argv[1:])
