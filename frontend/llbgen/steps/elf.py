"""Read what the loader reads of an ELF file: for which machine it is, and which libraries it needs from where."""

import os
import re
import struct

# The names that shared libraries have, with or without a version after it.
LIBRARY = re.compile(r"\.so(\.|$)")

MAGIC = b"\x7fELF"

# Of the format's numbers, those that are used here (System V ABI, "Object Files" and "Dynamic Linking").
LOAD, DYNAMIC = 1, 2
NEEDED, STRTAB, STRSZ, SONAME, RPATH, RUNPATH = 1, 5, 10, 14, 15, 29

# By which programs ask the C library to convert text, for which it loads modules that no file names as needed (iconv(3)).
CONVERTER = b"\0iconv_open\0"

# No dynamic section or name comes near this size; a damaged file may claim any. Names are read in pieces: most are short,
# and some search paths are longer than any path can be.
LARGEST, PIECE = 1 << 20, 4096


class Broken(Exception):
    """The file ends too early, or says what cannot be."""


def read_object(path):
    """What an ELF file says of itself; None for any other file, and {"broken": True} for a damaged one."""
    with open(path, "rb", buffering=0) as file:
        header = file.read(64)
        if not header.startswith(MAGIC):
            return None
        try:
            return Elf(file.fileno(), header).facts()
        except (Broken, struct.error):
            return {"broken": True}


def read_format(path):
    """Machine and class of an ELF file, or None: all that it takes to know whether the loader would accept it."""
    with open(path, "rb", buffering=0) as file:
        header = file.read(20)
    if not header.startswith(MAGIC) or len(header) < 20:
        return None
    return struct.unpack_from(order(header) + "H", header, 18)[0], 32 * header[4]


def order(header):
    """The byte order of a file, as struct writes it."""
    return ">" if header[5] == 2 else "<"


class Elf:
    """One open file, of which only the parts that matter are read: extensions of 100 MB are not rare."""

    def __init__(self, file, header):
        if len(header) < 6 or header[4] not in (1, 2) or header[5] not in (1, 2):
            raise Broken
        self.file, self.header = file, header
        self.order, self.wide = order(header), header[4] == 2
        self.size = os.fstat(file).st_size
        self.segments = list(self.read_segments())

    def read(self, offset, size):
        if offset + size > self.size:
            raise Broken
        return os.pread(self.file, size, offset)

    def read_segments(self):
        """Each part of the file that the program header names, as type, offset, address and size."""
        start, = self.unpack("Q" if self.wide else "I", 32 if self.wide else 28)
        size, count = self.unpack("HH", 54 if self.wide else 42)
        table = self.read(start, size * count)
        layout = self.order + ("I4xQQ8xQ" if self.wide else "III4xI")
        for at in range(0, size * count, size or 1):
            segment = struct.unpack_from(layout, table, at)
            if segment[0] == LOAD and segment[1] + segment[3] > self.size:
                raise Broken
            yield segment

    def unpack(self, layout, offset):
        return struct.unpack_from(self.order + layout, self.header, offset)

    def dynamic(self):
        """The entries of the dynamic section as (tag, value); a static program has none."""
        layout = self.order + ("qQ" if self.wide else "iI")
        for kind, offset, _, size in self.segments:
            if kind == DYNAMIC:
                size = size // struct.calcsize(layout) * struct.calcsize(layout)
                if size > LARGEST:
                    raise Broken
                for tag, value in struct.iter_unpack(layout, self.read(offset, size)):
                    if tag == 0:
                        return
                    yield tag, value

    def offset(self, address):
        """Where in the file an address of the loaded program comes from."""
        for kind, offset, start, size in self.segments:
            if kind == LOAD and start <= address < start + size:
                return offset + address - start
        raise Broken

    def name(self, offset):
        text = b""
        while len(text) < LARGEST and offset + len(text) < self.size:
            piece, end, _ = os.pread(self.file, PIECE, offset + len(text)).partition(b"\0")
            text += piece
            if end:
                return os.fsdecode(text)
        raise Broken

    def converts(self, entries):
        """Whether the names of the file have that by which text is converted."""
        table = dict(entries)
        if STRTAB not in table or STRSZ not in table:
            return False
        return CONVERTER in os.pread(self.file, min(table[STRSZ], self.size), self.offset(table[STRTAB]))

    def facts(self):
        entries = list(self.dynamic())
        tables = [value for tag, value in entries if tag == STRTAB]
        named = [(tag, value) for tag, value in entries if tag in (NEEDED, SONAME, RPATH, RUNPATH)]
        if named and not tables:
            raise Broken
        names = [(tag, self.name(self.offset(tables[0]) + value)) for tag, value in named]
        return {
            "machine": self.unpack("H", 18)[0],
            "class": 64 if self.wide else 32,
            "soname": next((name for tag, name in names if tag == SONAME), ""),
            "needed": [name for tag, name in names if tag == NEEDED],
            "runpath": list(dict.fromkeys(filter(None, search_path(names)))),
            "converts": self.converts(entries),
        }


def search_path(names):
    """Where the file wants its libraries looked for. The loader ignores RPATH where there is a RUNPATH."""
    found = {tag: name.split(":") for tag, name in names if tag in (RPATH, RUNPATH)}
    return found.get(RUNPATH) or found.get(RPATH) or []
