"""Add the user of the image, and the folders that are his: user.py ROOT NAME UID GID FOLDER...

ROOT is the root of the target's file system. Nothing of it is run.
"""

import os
import stat
import sys

from common import fail, hand_over
from layer import now, settle
from rootfs import inside


def add_line(path, line, name, number):
    """Add an account unless its number is taken, in which case that account serves."""
    with open(path, encoding="utf-8") as file:
        entries = [entry.split(":") for entry in file.read().splitlines()]
    if any(entry[2:3] == [number] for entry in entries):
        return
    if any(entry[0] == name for entry in entries):
        fail("The base image has an account %s with another number than %s: choose another user.name or user.uid." % (name, number))
    with open(path, "a", encoding="utf-8") as file:
        file.write(line + "\n")


def no_login(root):
    """The shell of an account that nobody logs in to: Debian has it in /usr/sbin, Alpine in /sbin."""
    found = [path for path in ("/usr/sbin/nologin", "/sbin/nologin") if os.path.exists(inside(root, path))]
    return (found or ["/usr/sbin/nologin"])[0]


def account(root, name, uid, gid):
    home = "/home/" + name
    add_line(inside(root, "/etc/passwd"), "%s:x:%s:%s:%s:%s:%s" % (name, uid, gid, name, home, no_login(root)), name, uid)
    add_line(inside(root, "/etc/group"), "%s:x:%s:" % (name, gid), name, gid)
    folder = inside(root, home)
    if not os.path.exists(folder):
        os.makedirs(folder)
        os.chown(folder, int(uid), int(gid))


def give(root, path, uid):
    """Make a folder for the user. One that everybody may write is left as it is, and so is no folder with files in it."""
    folder = inside(root, path)
    os.makedirs(folder, exist_ok=True)
    if os.stat(folder).st_mode & stat.S_ISVTX:
        return
    if os.listdir(folder):
        fail("%s is in the base image already, with files in it: name a folder below it in volumes or writable." % path)
    hand_over(folder, uid)


def main(root, name, uid, gid, *folders):
    since = now(root)
    account(root, name, uid, gid)
    for path in folders:
        give(root, path, int(uid))
    settle(root, since)


main(*sys.argv[1:])
