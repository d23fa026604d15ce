"""Read and write the loader's list of libraries, /etc/ld.so.cache, in the form that glibc has had alone since 2.32.

A header, entries of fixed size, names that entries point to by their distance from the start of the file and that share their
ends, and who wrote it (glibc, sysdeps/generic/dl-cache.h).
"""

import struct

MAGIC = b"glibc-ld.so.cache1.1"
HEADER, ENTRY = "20sIIB3xI12x", "iIIIQ"
EXTENSION, GENERATOR = 0xEAA42174, 0

# How the header marks the order of bytes, which is the machine's, and where.
ENDIAN, AT = {"<": 2, ">": 3}, 28


def order(data):
    """The byte order of a cache, as struct writes it."""
    return ">" if data[AT:AT + 1] == bytes([ENDIAN[">"]]) else "<"


def read(data):
    """The entries of a cache as (flags, name, path), in its order; those that only some processors use are left out."""
    header, entry = struct.Struct(order(data) + HEADER), struct.Struct(order(data) + ENTRY)
    if len(data) < header.size or not data.startswith(MAGIC):
        return
    count = header.unpack_from(data)[1]
    for flags, name, path, _, hardware in entry.iter_unpack(data[header.size:header.size + count * entry.size]):
        if not hardware:
            yield flags, text(data, name), text(data, path)


def text(data, at):
    return data[at:data.index(b"\0", at)]


def write(entries, order, generator=b""):
    """A cache of entries, which stand in the loader's own order already; generator is who wrote it."""
    entries = list(entries)
    offsets, strings = share({text for entry in entries for text in entry[1:]})
    start = struct.calcsize(order + HEADER) + len(entries) * struct.calcsize(order + ENTRY)
    extension = (start + len(strings) + 3) // 4 * 4 if generator else 0
    data = struct.pack(order + HEADER, MAGIC, len(entries), len(strings), ENDIAN[order], extension)
    for flags, name, path in entries:
        data += struct.pack(order + ENTRY, flags, start + offsets[name], start + offsets[path], 0, 0)
    data = (data + strings).ljust(extension, b"\0")
    if generator:
        data += struct.pack(order + "IIIIII", EXTENSION, 1, GENERATOR, 0, extension + 24, len(generator)) + generator
    return data


def share(texts):
    """One text of many, in which one that is the end of another is not repeated, and where each of them begins."""
    offsets, whole, last = {}, b"", b""
    for each in sorted(texts, key=lambda each: each[::-1], reverse=True):
        if last.endswith(each):
            offsets[each] = offsets[last] + len(last) - len(each)
        else:
            offsets[each] = len(whole)
            whole += each + b"\0"
        last = each
    return offsets, whole
