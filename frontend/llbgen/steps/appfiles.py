"""What the steps share that make files of the application."""

import hashlib
import os
import shutil

from common import MOMENT, hand_over, walk

# Seconds over which contents are spread: twenty years from the one moment on.
SPREAD = 20 * 365 * 24 * 60 * 60


def date(folder):
    """Give each file a time that its content decides.

    Servers make an ETag of a static file from its time and size. With one time for all, a changed file of the same size
    would be taken for the old one.
    """
    for path in walk(folder):
        if os.path.isfile(path) and not os.path.islink(path) and not path.endswith(".pyc"):
            moment = MOMENT + checksum(path) % SPREAD
            os.utime(path, (moment, moment))


def checksum(path):
    digest = hashlib.sha256()
    with open(path, "rb") as file:
        while part := file.read(1 << 20):
            digest.update(part)
    return int.from_bytes(digest.digest()[:8], "big")


def give(folder, owner):
    """Hand a folder to the user of the image, without bytecode that would outlive a change of its source."""
    for path in list(walk(folder)):
        if os.path.basename(path) == "__pycache__":
            shutil.rmtree(path)
    hand_over(folder, owner)


def shown(name):
    """The name of a file without what a terminal would obey, and in one line."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in name)
