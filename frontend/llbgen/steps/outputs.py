"""Tell what a command made, and keep its outputs.

A layer can only add and replace, and what is no output would be missing from the image without a word: so removing a file,
and writing any other below a watched folder, are problems.
"""

import os
import shutil
import stat

from appfiles import checksum

# Exit statuses by which the frontend knows what went wrong.
MISSING = 95
OUTSIDE = 96

# How many paths are named in a message.
FEW = 10


class Outputs:
    """Files and folders that a command is to make, and what there was of them and around them before it."""

    def __init__(self, paths, watched):
        # Without links: a layer with a folder in the place of a link to one would hide the other.
        self.paths = [os.path.join(os.path.realpath(os.path.dirname(path)), os.path.basename(path)) for path in paths]
        self.watched = [path for path in watched if not any(path != other and inside(path, other) for other in watched)]
        self.before = snapshot(self.paths, content)
        self.around = snapshot(self.watched, stamp)
        self.above = set(folders_above(self.paths))
        self.folders = {path: os.stat(path) for path in self.above.union(self.before) if folder(path)}

    def problems(self, workdir):
        """What is wrong with what the command did, as (exit status, message, what the error is to quote of it)."""
        now = snapshot(self.watched, stamp)
        written = [path for path, seen in now.items() if self.around.get(path) != seen]
        missing = [path for path in self.paths if not os.path.lexists(path)]
        if missing:
            names, wrote = listed(missing, workdir), listed(written, workdir) or "nothing in the application's folder"
            yield MISSING, "The step did not make %s. It wrote %s." % (names, wrote), "missing %s, and it wrote %s" % (names, wrote)
        others = [path for path in written if path not in self.above and not any(inside(path, out) for out in self.paths)]
        if others:
            yield OUTSIDE, ("The step wrote %s, which is not among its outputs, so that the image would not have it. Add it to"
                            " `outputs`, or have it written to /tmp." % listed(others, workdir)), ""
        removed = [path for path in {**self.around, **self.before} if not os.path.lexists(path)]
        if removed:
            yield OUTSIDE, ("The step removed %s, which the image has already, and a step can only add to it. Leave it out with"
                            " `files.exclude` or .dockerignore." % listed(removed, workdir)), ""
        odd = [path for path in snapshot(self.paths, stamp) if not plain(path)]
        if odd:
            yield OUTSIDE, "The step made %s, which is neither a file, a folder nor a link." % listed(odd, workdir), ""

    def take(self, out):
        """Copy what is new in the outputs to the layer. The answer is those files."""
        new = []
        for output in self.paths:
            for path in entries(output):
                if folder(path):
                    os.makedirs(out + path, exist_ok=True)
                elif path == output or self.before.get(path) != content(path):
                    os.makedirs(os.path.dirname(out + path), exist_ok=True)
                    shutil.copy(path, out + path, follow_symlinks=False)
                    new.append(path)
        return new

    def restore(self, out):
        """Leave the folders that the image has already as they are there: the last layer that has one decides."""
        for path, info in self.folders.items():
            if folder(out + path):
                os.chown(out + path, info.st_uid, info.st_gid)
                os.chmod(out + path, stat.S_IMODE(info.st_mode))


def folders_above(paths):
    """The folders that some paths are in, but for the root."""
    for path in paths:
        while (path := os.path.dirname(path)) != "/":
            yield path


def folder(path):
    return os.path.isdir(path) and not os.path.islink(path)


def entries(path):
    """A path and all below it, but bytecode; links are not followed."""
    if os.path.basename(path) == "__pycache__" or not os.path.lexists(path):
        return
    yield path
    if folder(path):
        for name in sorted(os.listdir(path)):
            yield from entries(os.path.join(path, name))


def snapshot(roots, see):
    return {path: see(path) for root in roots for path in entries(root)}


def stamp(path):
    """What changes when a path is written; of a folder its entries tell."""
    info = os.lstat(path)
    written = () if stat.S_ISDIR(info.st_mode) else (info.st_size, info.st_mtime_ns)
    return info.st_mode, info.st_uid, info.st_gid, written


def content(path):
    """What an image would hold of a path."""
    mode = os.lstat(path).st_mode
    if stat.S_ISLNK(mode):
        return os.readlink(path)
    return (checksum(path), mode & 0o100) if stat.S_ISREG(mode) else None


def plain(path):
    mode = os.lstat(path).st_mode
    return stat.S_ISREG(mode) or stat.S_ISDIR(mode) or stat.S_ISLNK(mode)


def inside(path, other):
    return path == other or path.startswith(other + "/")


def listed(paths, workdir):
    """Some paths in words, as the spec file would have them; a folder stands for what is in it."""
    known = set(paths)
    top = [path for path in paths if os.path.dirname(path) not in known]
    names = [os.path.relpath(path, workdir) if inside(path, workdir) else path for path in top]
    return ", ".join(names[:FEW]) + (" and %d more" % (len(names) - FEW) if len(names) > FEW else "")
