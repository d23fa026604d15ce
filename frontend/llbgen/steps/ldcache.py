"""Write the cache that the loader finds libraries by, /etc/ld.so.cache, as the target's own ldconfig(8) would.

What is written is the same to the byte, but for folders of glibc-hwcaps, which the loader finds by itself.
"""

import os
import re

import libcache
from elf import read_object
from rootfs import configured, format_of, inside

CACHE = "/etc/ld.so.cache"
SYSTEM = ("/lib", "/usr/lib")

# The names that the loader's libraries have (_dl_is_dso).
NAME = re.compile(r"(lib.*|ld-.*)\.so|ld(64)?\.so\.")

# How entries are marked, by machine and class of ELF: the C library, 3, and the way that functions are called. 32-bit ARM
# is taken for the one with floating point in hardware, which is Debian's armhf.
FLAGS = {(62, 64): 0x303, (3, 32): 0x3, (183, 64): 0xA03, (40, 32): 0x903, (243, 64): 0x1003, (21, 64): 0x503, (22, 64): 0x403}
BIG = 22  # the only machine of these that has the highest byte first


def write_cache(root):
    """Add the links by which libraries are asked for, and write the cache; nothing where the machine is unknown."""
    places = library_folders(root)
    libc = next((found for place, _ in places if (found := format_of(place + "/libc.so.6"))), None)
    if libc not in FLAGS:
        return
    entries = [entry for place, shown in places for entry in libraries(root, place, shown)]
    data = encode(entries, banner(places), ">" if libc[0] == BIG else "<")
    path = inside(root, CACHE)
    with open(path + ".new", "wb") as file:
        file.write(data)
    os.chmod(path + ".new", 0o644)
    os.replace(path + ".new", path)


def library_folders(root):
    """Where each folder of libraries lies, with the path that it has in the target; of two names for one, the first."""
    found = {}
    for shown in [*configured(root), *SYSTEM]:
        place = inside(root, shown)
        if place and os.path.isdir(place):
            found.setdefault(os.path.realpath(place), shown.rstrip("/"))
    return list(found.items())


def banner(places):
    """How the C library calls itself, which is how its ldconfig signs."""
    for place, _ in places:
        if os.path.isfile(place + "/libc.so.6"):
            with open(place + "/libc.so.6", "rb") as file:
                found = re.search(rb"GNU C Library (\([^)]*\) \w+ release version [\d.]+)\.", file.read())
            if found:
                return b"ldconfig " + found[1]
    return b"ldconfig"


def libraries(root, place, shown):
    """The entries for a folder: of several files with one soname the newest, and rather a file than a link."""
    newest = {}
    for name in sorted(filter(NAME.match, os.listdir(place))):
        path = os.path.join(place, name)
        target = inside(root, os.path.relpath(path, root))
        if format_of(target) not in FLAGS:
            continue
        soname = (read_object(target) or {}).get("soname") or name
        # A link counts as such where it is how the library is asked for, or how a linker finds it. Others are files.
        link = os.path.islink(path) and (name == soname or name.endswith(".so") and soname.startswith(name))
        soname = name if link else soname
        newest[soname] = max(newest.get(soname, ()), (not link, numbers(name), name, target))
    for soname, (file, _, name, target) in newest.items():
        if file and name != soname and not os.path.lexists(os.path.join(place, soname)):
            os.symlink(name, os.path.join(place, soname))
        yield FLAGS[format_of(target)], soname, "%s/%s" % (shown, soname)


def numbers(name):
    """What names of libraries are ordered by (_dl_cache_libcmp): numbers by their value, and after everything else."""
    return [(1, int(part)) if part.isdigit() else (0, ord(part)) for part in re.findall(r"\d+|\D", name)]


def encode(entries, generator, order):
    """The cache of entries, in the order in which the loader looks through them."""
    entries = sorted(entries, key=lambda entry: (numbers(entry[1]), entry[0]), reverse=True)
    return libcache.write(((flags, os.fsencode(name), os.fsencode(path)) for flags, name, path in entries), order, generator)
