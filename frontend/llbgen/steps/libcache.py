"""Read and write the loader's list of libraries, /etc/ld.so.cache, in the form that glibc has had alone since 2.32.

A header, entries of fixed size, and names that entries point to by their distance from the start of the file
(glibc, sysdeps/generic/dl-cache.h).
"""

import struct

MAGIC = b"glibc-ld.so.cache1.1"
HEADER = struct.Struct("<20sIIB3xI12x")
ENTRY = struct.Struct("<iIIIQ")

LITTLE_ENDIAN = 2


def read(data):
    """The entries of a cache as (flags, name, path), in its order; those that only some processors use are left out."""
    if len(data) < HEADER.size or not data.startswith(MAGIC):
        return
    count = HEADER.unpack_from(data)[1]
    for flags, name, path, _, hardware in ENTRY.iter_unpack(data[HEADER.size:HEADER.size + count * ENTRY.size]):
        if not hardware:
            yield flags, text(data, name), text(data, path)


def text(data, at):
    return data[at:data.index(b"\0", at)]


def write(entries):
    """A cache of entries, which stand in the loader's own order already."""
    entries = list(entries)
    start = HEADER.size + len(entries) * ENTRY.size
    names, table = b"", b""
    for flags, name, path in entries:
        at = start + len(names)
        table += ENTRY.pack(flags, at, at + len(name) + 1, 0, 0)
        names += name + b"\0" + path + b"\0"
    return HEADER.pack(MAGIC, len(entries), len(names), LITTLE_ENDIAN, 0) + table + names
