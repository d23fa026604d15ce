"""Install Alpine packages into another root: apk.py ROOT ARCHITECTURE NAME...

The apk that runs is this root's own; repositories and keys are those of ROOT, and nothing of ROOT is run, scripts of packages
included.
"""

import os
import shutil
import subprocess
import sys

from common import NOT_INSTALLED, SECRETS, fail
from layer import now, settle

# apk 3 keeps these; they differ from one run to the next and no image needs them.
LEFTOVERS = ("/var/log/apk.log", "/run/apk/db.lock")


def command(root, architecture, names):
    # What a cache directory is relative to is not the same in apk 2 and apk 3, so there is none.
    return ["apk", "--root", root, "--arch", architecture, "--no-cache", "--no-progress", "add", "--no-scripts", *names]


def environment():
    if os.path.exists(SECRETS + "/ca"):
        return dict(os.environ, SSL_CA_CERT_FILE=SECRETS + "/ca")
    return None


def main(root, architecture, *names):
    if not shutil.which("apk"):
        fail("The image that the steps of the build run in has no apk.", NOT_INSTALLED)
    since = now(root)
    if subprocess.run(command(root, architecture, names), env=environment()).returncode != 0:
        fail("apk could not install %s: is the network there, and does the release have them?" % " ".join(names), NOT_INSTALLED)
    for path in LEFTOVERS:
        if os.path.exists(root + path):
            os.remove(root + path)
    settle(root, since)


main(*sys.argv[1:])
