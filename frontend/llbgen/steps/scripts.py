"""Tell what the scripts of packages would do, without running them: scripts.txt says so of those that somebody has read."""

import hashlib
import os
import re

# Scripts that run when a package is first installed (Debian policy 6.5). The others run when it changes or goes.
FIRST = ("preinst", "postinst", "config")

# How Debian names the folders and compilers of an architecture; a script is the same for all.
TRIPLET = re.compile(r"\b(x86[_-]64|i[36]86|aarch64|arm|riscv64|powerpc64le|s390x|mips64el)-linux-gnu(abi64|eabihf|eabi)?\b")


def plain(text):
    """A script without what does nothing: comments, empty lines and indentation."""
    lines = (line.strip() for line in text.decode("utf-8", "replace").splitlines())
    return TRIPLET.sub("TRIPLET", "\n".join(line for line in lines if line and not line.startswith("#")))


def digest(text):
    """What a script is known by."""
    return hashlib.sha256(plain(text).encode()).hexdigest()[:16]


class Table:
    """What is known of scripts: a line for each, with package, kind, digest and what it does, as handlers.py describes it.

    A line with the kind "trigger", and what triggers the package in place of a digest, is for what may be left alone then.
    """

    def __init__(self):
        path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "scripts.txt")
        with open(path, encoding="utf-8") as file:
            rows = [line.split() for line in file]
        self.known = {tuple(row[:3]): row[3:] for row in rows}

    def scripts(self, package):
        """The scripts of a package that run when it is first installed, each with what it does; None: nobody knows."""
        for kind in FIRST:
            if kind in package.scripts:
                text = package.scripts[kind][1]
                yield text, self.known.get((package.name, kind, digest(text)))

    def needless(self, name, trigger):
        return (name, "trigger", trigger) in self.known
