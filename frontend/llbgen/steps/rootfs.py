"""Tell what a root file system offers that may be another machine's: its shared libraries and its programs."""

import glob
import os
import stat
from collections import Counter

from elf import LIBRARY, read_format

# Where the loader looks without being told (ld.so(8)); Debian builds its multiarch folders in.
LIBRARIES = ("/usr/local/lib", "/lib/*-linux-gnu*", "/usr/lib/*-linux-gnu*", "/lib64", "/usr/lib64", "/lib", "/usr/lib")
PROGRAMS = ("/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin")

# As many links as the kernel follows for one path.
LINKS = 40


def inside(root, path):
    """Where a path of the target lies: links lead to what they point to under root. None where they lead in a circle."""
    found, rest, links = [], path.split("/")[::-1], 0
    while rest:
        part = rest.pop()
        if part == "..":
            del found[-1:]
        elif part not in ("", "."):
            found.append(part)
            target = link(os.path.join(root, *found))
            if target:
                found = [] if target.startswith("/") else found[:-1]
                rest += target.split("/")[::-1]
                links += 1
        if links > LINKS:
            return None
    return os.path.join(root, *found)


def link(path):
    try:
        return os.readlink(path)
    except OSError:
        return ""


def matching(root, pattern):
    """The paths of the target that a pattern names; only its last part may be one."""
    folder, last = os.path.split(pattern)
    if not glob.has_magic(last):
        return [pattern]
    place = inside(root, folder)
    return [os.path.join(folder, name) for name in sorted(glob.glob(last, root_dir=place))] if place else []


def folders(root, patterns):
    """The folders that patterns name, each once and in order: with a merged /usr, /lib and /usr/lib are one."""
    places = (inside(root, path) for pattern in patterns for path in matching(root, pattern))
    return [place for place in dict.fromkeys(places) if place and os.path.isdir(place)]


def configured(root, path="/etc/ld.so.conf", seen=()):
    """The folders that the loader's configuration adds, which ldconfig(8) describes."""
    place = inside(root, path)
    if place in (None, *seen) or not os.path.isfile(place):
        return
    with open(place, encoding="utf-8", errors="surrogateescape") as file:
        lines = [line.partition("#")[0].split() for line in file]
    for words in filter(None, lines):
        if words[0] == "include":
            for pattern in words[1:]:
                for name in matching(root, os.path.join(os.path.dirname(path), pattern)):
                    yield from configured(root, name, (*seen, place))
        elif words[0].startswith("/"):
            yield words[0]


def libraries(root):
    """Each shared library by the name of its file, with its machine: of several, the one that most of them are for."""
    found, formats = {}, {}
    for folder in folders(root, [*configured(root), *LIBRARIES]):
        for name in filter(LIBRARY.search, os.listdir(folder)):
            place = inside(root, os.path.relpath(os.path.join(folder, name), root))
            if place not in formats:
                formats[place] = format_of(place)
            if formats[place]:
                found.setdefault(name, []).append(formats[place])
    counts = Counter(each for several in found.values() for each in several)
    return {name: max(several, key=lambda each: (counts[each], each))[0] for name, several in sorted(found.items())}


def format_of(place):
    return read_format(place) if place and os.path.isfile(place) else None


def programs(root, path):
    """The names of what can be executed without a path, by the PATH that the image has; empty: the usual one."""
    names = set()
    for folder in folders(root, list(filter(None, path.split(":"))) or PROGRAMS):
        for name in os.listdir(folder):
            place = inside(root, os.path.relpath(os.path.join(folder, name), root))
            if place and os.path.isfile(place) and os.stat(place).st_mode & stat.S_IXUSR:
                names.add(name)
    return sorted(names)


def system_facts(root, path=""):
    """What there is under root: libraries by file name, with the ELF number of their machine, and names of programs."""
    return {"libraries": libraries(root), "programs": programs(root, path)}
