"""Copy files from elsewhere into a layer: copyfrom.py FROM OUT TO NAME WORKDIR, and options

FROM is a file that is called NAME, or a folder. OUT is the root of the layer, TO the place in it: of the file, or with --into of the
folder that it goes into; of a folder, of what is in it. Nothing of FROM is run.

The root that this runs in is like that of the image: it tells which folders are links, and what the owner and mode are of those that
are there.
"""

import argparse
import os
import shutil
import stat

from appfiles import date, give, shown
from common import compile_tree, fail, normalize, walk

# Exit statuses by which the frontend knows what went wrong.
LINK = 99
ODD = 100
KIND = 101

# How many paths are named in a message.
FEW = 10


def check(source):
    """Refuse what would be something else in the image, or nothing."""
    found = sorted(walk(source))
    links = ["%s -> %s" % (os.path.relpath(path, source), os.readlink(path)) for path in found
             if os.path.islink(path) and leads_out(source, path)]
    if links:
        fail("These links lead to what is not copied with them: %s. Copy a folder that has both, or have files in their place, as"
             " `cp -RL` makes them." % listed(links), LINK)
    odd = [os.path.relpath(path, source) for path in found if not plain(os.lstat(path).st_mode)]
    if odd:
        fail("These are neither files, folders nor links: %s. Copy folders without them." % listed(odd), ODD)


def check_place(source, to):
    """Refuse a file in the place of a folder of the image, and a folder in that of a file: all that was there would be gone."""
    if os.path.isdir(to) and not os.path.isdir(source):
        fail("%s is a folder in the image. Write %s/ for a file in it." % (to, to), KIND)
    if os.path.isdir(source) and os.path.exists(to) and not os.path.isdir(to):
        fail("%s is a file in the image, and what is copied there is a folder." % to, KIND)


def leads_out(source, path):
    """Whether a link leads to what is not in the folder. One that is absolute has another root there than in the image."""
    target = os.path.join(os.path.dirname(path), os.readlink(path))
    return os.path.isabs(os.readlink(path)) or not os.path.lexists(target) or not inside(os.path.normpath(target), source)


def inside(path, folder):
    return os.path.commonpath([path, folder]) == folder


def plain(mode):
    return stat.S_ISREG(mode) or stat.S_ISDIR(mode) or stat.S_ISLNK(mode)


def listed(names):
    return ", ".join(map(shown, names[:FEW])) + (" and %d more" % (len(names) - FEW) if len(names) > FEW else "")


def copy(source, out, to):
    """Copy a file or a folder's content, to where TO really is: a layer with a folder in the place of a link to one would hide it."""
    if os.path.isdir(source):
        shutil.copytree(source, out + os.path.realpath(to), symlinks=True, copy_function=shutil.copy)
        return
    folder = out + os.path.realpath(os.path.dirname(to))
    os.makedirs(folder, exist_ok=True)
    shutil.copy(source, os.path.join(folder, os.path.basename(to)))


def restore(out, home, owner, group):
    """Leave the folders that the image has already as they are there: the last layer that has one decides."""
    for path in walk(out):
        there = path[len(out):] or "/"
        if os.path.islink(path) or not os.path.isdir(path):
            continue
        if there == home:
            os.chown(path, owner, group)
        elif os.path.isdir(there):
            info = os.stat(there)
            os.chown(path, info.st_uid, info.st_gid)
            os.chmod(path, stat.S_IMODE(info.st_mode))


def arguments():
    parser = argparse.ArgumentParser()
    for name in ("source", "out", "to", "name", "workdir"):
        parser.add_argument(name)
    parser.add_argument("--home")
    for name in ("owner", "group"):
        parser.add_argument("--" + name, type=int)
    for name in ("into", "compile"):
        parser.add_argument("--" + name, action="store_true")
    parser.add_argument("--writable", action="append", default=[])
    return parser.parse_args()


def main():
    args = arguments()
    to = os.path.join(args.to, args.name) if args.into and not os.path.isdir(args.source) else args.to
    check(args.source)
    check_place(args.source, to)
    copy(args.source, args.out, to)
    if args.compile and os.path.isdir(args.out + args.workdir):
        compile_tree(args.out + args.workdir, root=args.out)
    normalize(args.out)
    date(args.out)
    restore(args.out, args.home, args.owner, args.group)
    for path in args.writable:
        if os.path.isdir(args.out + path):
            give(args.out + path, args.owner)


main()
