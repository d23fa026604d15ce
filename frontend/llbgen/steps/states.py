"""Read and write what dpkg and apt know of packages."""

import os

from common import fail

STATUS, EXTENDED = "/var/lib/dpkg/status", "/var/lib/apt/extended_states"


def stanzas(path):
    """The paragraphs of a file (deb822(5)); none where there is no file."""
    if not os.path.exists(path):
        return []
    with open(path, encoding="utf-8", errors="surrogateescape") as file:
        return [stanza for stanza in file.read().split("\n\n") if stanza.strip()]


def fields(stanza):
    """The fields of a stanza; of a field of several lines the first."""
    lines = [line for line in stanza.split("\n") if line[:1].strip()]
    return {name: value.strip() for name, _, value in (line.partition(":") for line in lines)}


def architecture(root):
    """The architecture of a root, which is that of its dpkg."""
    found = [each["Architecture"] for each in map(fields, stanzas(root + STATUS)) if each.get("Package") == "dpkg"]
    return found[0] if found else fail("The base image has no dpkg, so no Debian packages can be installed into it.")


def installed(root):
    """The version of each package of which something is there, if only its configuration, by name."""
    return {each.get("Package", ""): each.get("Version", "") for each in map(fields, stanzas(root + STATUS))
            if not each.get("Status", "").endswith(" not-installed")}


def mark(root, architecture, wanted, automatic):
    """Let apt know what was asked for, and what came with it and may go with it."""
    there = installed(root).keys() - set(wanted)
    kept = [each.strip("\n") for each in stanzas(root + EXTENDED) if fields(each).get("Package", "") in there]
    new = ["Package: %s\nArchitecture: %s\nAuto-Installed: 1" % (name, architecture) for name in sorted(automatic)]
    with open(root + EXTENDED, "w", encoding="utf-8", errors="surrogateescape") as file:
        file.write("".join(each + "\n\n" for each in kept + new))
