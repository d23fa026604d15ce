"""Read and write what dpkg and apt know of packages."""

import os
import re

from common import fail

STATUS, EXTENDED = "/var/lib/dpkg/status", "/var/lib/apt/extended_states"


def stanzas(path):
    """The paragraphs of a file (deb822(5)); none where there is no file."""
    if not os.path.exists(path):
        return []
    with open(path, encoding="utf-8", errors="surrogateescape") as file:
        return [stanza for stanza in file.read().split("\n\n") if stanza.strip()]


def field(stanza, name):
    """A field of one line; empty where there is none."""
    found = re.search("^%s: *(.*)$" % re.escape(name), stanza, re.M)
    return found[1] if found else ""


def architecture(root):
    """The architecture of a root, which is that of its dpkg."""
    found = [field(each, "Architecture") for each in stanzas(root + STATUS) if field(each, "Package") == "dpkg"]
    return found[0] if found else fail("The base image has no dpkg, so no Debian packages can be installed into it.")


def installed(root):
    """The version of each package of which something is there, if only its configuration, by name."""
    return {field(each, "Package"): field(each, "Version") for each in stanzas(root + STATUS)
            if not field(each, "Status").endswith(" not-installed")}


def mark(root, architecture, wanted, automatic):
    """Let apt know what was asked for, and what came with it and may go with it."""
    there = installed(root).keys() - set(wanted)
    kept = [each.strip("\n") for each in stanzas(root + EXTENDED) if field(each, "Package") in there]
    new = ["Package: %s\nArchitecture: %s\nAuto-Installed: 1" % (name, architecture) for name in sorted(automatic)]
    with open(root + EXTENDED, "w", encoding="utf-8", errors="surrogateescape") as file:
        file.write("".join(each + "\n\n" for each in kept + new))
