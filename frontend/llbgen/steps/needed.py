"""Keep the shared libraries of a root that programs and other libraries need."""

import os
import re

from elf import LIBRARY, read_format, read_object
from rootfs import LIBRARIES, configured, matching
from selection import trail

# Libraries that nothing names as needed: the C library loads the first when a thread ends, and aborts without it; the others
# when it looks up accounts and hosts.
LOADED = ("libgcc_s.so.1", "libnss_files.so.2", "libnss_dns.so.2", "libresolv.so.2")


def keep_needed(kept, interpreter, objects):
    """Keep the libraries that what is kept needs, and objects besides it, and what these need. Objects for another machine than
    the interpreter's need nothing.

    Where one converts text, keep what the C library does it with. That library itself does not count, nor does that of C++, whose
    programs use this part of it hardly ever.
    """
    machine = read_format(kept.root + interpreter)
    folders = [path for each in (*configured(kept.root), *LIBRARIES) for path in matching(kept.root, each)]
    todo = [{"path": "/", "needed": LOADED}, *kept_objects(kept), *objects]
    while todo:
        found = todo.pop()
        if "machine" in found and (found["machine"], found["class"]) != machine:
            continue
        if found.get("converts") and not found["soname"].startswith(("libc.so", "libstdc++")):
            for folder in matching(kept.root, "/usr/lib/*-linux-gnu*"):
                kept.take_tree(folder + "/gconv")
        for name in found.get("needed", ()):
            path = library(kept.root, name, own_folders(found) + folders, machine)
            place = path and trail(kept.root, path)[0]
            if place and place not in kept.paths:
                todo.append({"path": place, **read_object(kept.root + place)})
            if place:
                kept.take(path)


def own_folders(found):
    """Where an object wants its libraries looked for first."""
    origin = os.path.dirname(found["path"])
    return [re.sub(r"\$(ORIGIN|\{ORIGIN\})", lambda _: origin, folder) for folder in found.get("runpath", ())]


def library(root, name, folders, machine):
    """The path by which the loader would find a library; None where it would not."""
    for path in (os.path.join(folder, name) for folder in folders):
        place = trail(root, path)[0]
        if place and os.path.isfile(root + place) and read_format(root + place) == machine:
            return path
    return None


def kept_objects(kept):
    """What the loader reads of each program and library that is kept."""
    for path in kept.files():
        if LIBRARY.search(os.path.basename(path)) or os.stat(kept.root + path).st_mode & 0o111:
            yield {"path": path, **(read_object(kept.root + path) or {})}
