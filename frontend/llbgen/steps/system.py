"""Make the system layer: system.py ROOT NAME UID GID, and options

ROOT is the root of the target's base image: "/" when packages are to be installed, which runs programs of it.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile

from common import MOMENT, SECRETS, fail, hand_over

# apt keeps these; they differ from one run to the next and no image needs them.
LEFTOVERS = ("var/log/apt", "var/log/dpkg.log", "var/log/alternatives.log", "var/cache/ldconfig/aux-cache",
             "var/cache/debconf/config.dat-old", "var/cache/debconf/templates.dat-old", "var/lib/dpkg/status-old",
             "var/lib/dpkg/diversions-old", "var/lib/dpkg/available-old")


def apt(*arguments):
    ca = SECRETS + "/ca"
    options = ["-o", "Acquire::https::CAInfo=" + ca] if os.path.exists(ca) else []
    options += ["-c", os.path.join(os.path.dirname(os.path.abspath(__file__)), "apt.conf")]
    env = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
    return subprocess.run(["apt-get", "-qq", *options, *arguments], env=env).returncode


def install(packages):
    if apt("update") != 0:
        raise SystemExit("apt could not read the package lists: is the network there?")
    if apt("install", "-y", "--no-install-recommends", "--", *packages) != 0:
        raise SystemExit("apt could not install " + " ".join(packages))


def account(root, name, uid, gid):
    home = "/home/" + name
    lines = {
        "etc/passwd": ("%s:x:%s:%s:%s:%s:/usr/sbin/nologin" % (name, uid, gid, name, home), uid),
        "etc/group": ("%s:x:%s:" % (name, gid), gid),
    }
    for path, (line, number) in lines.items():
        add_line(os.path.join(root, path), line, name, number)
    folder = os.path.join(root, home.lstrip("/"))
    if not os.path.exists(folder):
        os.makedirs(folder)
        os.chown(folder, int(uid), int(gid))


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


def now(root):
    """The moment in the words of the file system, whose clock is not the process's."""
    with tempfile.NamedTemporaryFile(dir=root) as probe:
        return os.stat(probe.name).st_ctime_ns


def settle(root, since):
    """Remove leftovers and give every entry that this step wrote one moment."""
    for name in LEFTOVERS:
        remove(os.path.join(root, name))
    device = os.lstat(root).st_dev
    for folder, folders, files in os.walk(root):
        folders[:] = [name for name in folders if os.lstat(os.path.join(folder, name)).st_dev == device]
        for path in [os.path.join(folder, name) for name in files] + [folder]:
            if os.lstat(path).st_ctime_ns >= since:
                os.utime(path, (MOMENT, MOMENT), follow_symlinks=False)


def remove(path):
    if os.path.isdir(path):
        shutil.rmtree(path)
    elif os.path.lexists(path):
        os.remove(path)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("root")
    parser.add_argument("name")
    parser.add_argument("uid")
    parser.add_argument("gid")
    parser.add_argument("--writable", nargs="*", default=[])
    parser.add_argument("--packages", nargs="*", default=[])
    args = parser.parse_args()
    since = now(args.root)
    if args.packages:
        install(args.packages)
    account(args.root, args.name, args.uid, args.gid)
    for path in args.writable:
        folder = os.path.join(args.root, path.lstrip("/"))
        os.makedirs(folder, exist_ok=True)
        hand_over(folder, int(args.uid))
    settle(args.root, since)


main()
