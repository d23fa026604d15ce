"""Choose paths of a root file system, and make another root of them. Nothing of either is run."""

import os
import shutil
import stat
from functools import cache

from common import MOMENT, remove
from rootfs import LINKS, link


@cache
def trail(root, path, links=LINKS):
    """Where a path of a root lies in it, and the links that lead there; "" where they lead in a circle."""
    if not path.strip("/"):
        return "/", ()
    folder, name = os.path.split(path)
    place, passed = trail(root, folder, links)
    if not place or name in ("", "."):
        return place, passed
    if name == "..":
        return os.path.dirname(place), passed
    here = os.path.join(place, name)
    target = link(root + here)
    if not target:
        return here, passed
    if links == 0:
        return "", passed
    there, more = trail(root, os.path.join(place, target), links - 1)
    return there, (*passed, here, *more)


class Selection:
    """The paths of a root that are kept. Each stands as what it is once links are followed, beside the links themselves."""

    def __init__(self, root):
        self.root, self.paths = root, set()

    def take(self, path):
        """Keep one path; of a folder, nothing that it holds. What is not there is not kept."""
        place, passed = trail(self.root, path)
        self.paths.update(passed)
        if place and os.path.lexists(self.root + place):
            self.paths.add(place)

    def take_tree(self, path, skip=None):
        """Keep a path and what is below it, but for what a pattern finds."""
        self.take(path)
        for inner in below(self.root, trail(self.root, path)[0], skip):
            self.take(inner)

    def files(self):
        """Those that are regular files, sorted."""
        return sorted(path for path in self.paths if stat.S_ISREG(os.lstat(self.root + path).st_mode))


def below(root, folder, skip=None):
    """The paths below a folder of a root; no link is followed, and nothing below what a pattern finds."""
    for at, folders, names in os.walk(root + folder) if folder else ():
        inner = os.path.join("/", at[len(root):])
        kept = [os.path.join(inner, name) for name in folders + names]
        kept = [path for path in kept if not (skip and skip.search(path))]
        folders[:] = [name for name in folders if os.path.join(inner, name) in kept]
        yield from kept


def make(out, kept, texts):
    """Make a root that holds what is kept, beside texts by their paths, and nothing else.

    What is so already is not touched, so that a layer holds nothing but what it changes.
    """
    wanted = with_folders([*kept.paths, *texts])
    touched = set()
    for path in sorted(set(below(out, "/")) - wanted):
        remove(out + path)
        touched.add(os.path.dirname(path))
    for path in sorted(wanted):
        source = kept.root + path
        if path in texts:
            changed = write(out + path, texts[path])
        elif os.path.lexists(source):
            changed = copy(source, out + path)
        else:
            changed = folder(out + path)
        if changed:
            touched.update((path, os.path.dirname(path)))
    for path in touched & wanted:
        os.utime(out + path, (MOMENT, MOMENT), follow_symlinks=False)


def with_folders(paths):
    """Paths and the folders that they are in."""
    every = {"/"}
    for path in paths:
        while path not in every:
            every.add(path)
            path = os.path.dirname(path)
    return every


def write(path, text):
    """Make a file of a text; whether it was another one."""
    if os.path.isfile(path) and not os.path.islink(path):
        with open(path, "rb") as file:
            if file.read() == text:
                return False
    remove(path)
    with open(path, "wb") as file:
        file.write(text)
    os.chmod(path, 0o644)
    return True


def folder(path):
    """Make a folder that the other root does not have."""
    if os.path.isdir(path):
        return False
    os.mkdir(path, 0o755)
    return True


def traits(path):
    """All of an entry but its content and its time; None where there is none."""
    if not os.path.lexists(path):
        return None
    info = os.lstat(path)
    size = info.st_size if stat.S_ISREG(info.st_mode) else 0
    return info.st_mode, info.st_uid, info.st_gid, size, link(path)


def copy(source, path):
    """Make an entry what another is; whether it was not."""
    wanted, found = traits(source), traits(path)
    if wanted == found and (not os.path.isfile(source) or os.path.islink(source) or content(source) == content(path)):
        return False
    if not (found and stat.S_ISDIR(found[0]) and stat.S_ISDIR(wanted[0])):
        remove(path)
        if stat.S_ISDIR(wanted[0]):
            os.mkdir(path)
        else:
            shutil.copyfile(source, path, follow_symlinks=False)
    os.chown(path, wanted[1], wanted[2], follow_symlinks=False)
    if not stat.S_ISLNK(wanted[0]):
        os.chmod(path, stat.S_IMODE(wanted[0]))
    return True


def content(path):
    with open(path, "rb") as file:
        return file.read()
