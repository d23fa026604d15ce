"""Read Debian's packages, deb(5), and write them again without the scripts that they would have run."""

import io
import subprocess
import tarfile

from states import fields

SCRIPTS = ("preinst", "postinst", "prerm", "postrm", "config")

MAGIC, HEADER = b"!<arch>\n", "%-16s%-12d%-6d%-6d%-8s%-10d`\n"


def is_script(name):
    return name.rpartition(".")[2] in SCRIPTS


class Package:
    """One archive: its fields, and its scripts as (mode, text) by their kind."""

    def __init__(self, path):
        self.path = path
        packed = subprocess.run(["dpkg-deb", "--ctrl-tarfile", path], check=True, stdout=subprocess.PIPE).stdout
        with tarfile.open(fileobj=io.BytesIO(packed)) as file:
            found = [(info, file.extractfile(info).read()) for info in file if info.isfile()]
        self.control = {info.name.rpartition("/")[2]: (info.mode, content) for info, content in found}
        self.fields = fields(self.control["control"][1].decode())
        self.scripts = {name: content for name, content in self.control.items() if is_script(name)}
        self.name, self.architecture = self.fields["Package"], self.fields["Architecture"]
        same = self.fields.get("Multi-Arch") == "same"
        # The paths of its files but for those of configuration, where it says them.
        self.files = [line.partition("  ")[2] for line in self.text("md5sums").splitlines()]
        # What the files that dpkg keeps of it begin with.
        self.stem = self.name + ":" + self.architecture if same else self.name

    def text(self, name):
        """One of the files about the package; empty where it has none."""
        return self.control.get(name, (0, b""))[1].decode("utf-8", "surrogateescape")

    def strip(self, path):
        """Write it again without its scripts."""
        with open(self.path, "rb") as old, open(path, "wb") as new:
            new.write(MAGIC)
            old.seek(len(MAGIC))
            while header := old.read(60):
                name, size = header[:16].decode().strip(" /"), int(header[48:58])
                after = old.tell() + size + size % 2
                if name.startswith("control.tar"):
                    bare = self.bare_control()
                    member(new, "control.tar", len(bare), io.BytesIO(bare))
                else:
                    member(new, name, size, old)
                old.seek(after)
        return path

    def bare_control(self):
        out = io.BytesIO()
        with tarfile.open(fileobj=out, mode="w") as file:
            for name, (mode, content) in self.control.items():
                if name not in self.scripts:
                    info = tarfile.TarInfo("./" + name)
                    info.mode, info.size = mode, len(content)
                    file.addfile(info, io.BytesIO(content))
        return out.getvalue()


def member(out, name, size, content):
    """Add a member to an archive of ar(5), whose members begin at even places."""
    out.write((HEADER % (name, 0, 0, 0, "100644", size)).encode())
    rest = size
    while rest:
        piece = content.read(min(rest, 1 << 20))
        rest -= len(piece)
        out.write(piece)
    out.write(b"\n" * (size % 2))
