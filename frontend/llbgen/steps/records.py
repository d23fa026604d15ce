"""Tell which Debian packages the files of a root belong to, and write down those of which an image has a part."""

import glob
import os
import stat

from selection import trail
from states import STATUS, fields, stanzas

DATABASE = "/var/lib/dpkg"

# Where images without dpkg keep what scanners read: for each package its paragraph of the status file, and its checksums.
RECORDS = DATABASE + "/status.d"


class Packages:
    """The packages of a root, by the names that the files of dpkg's database have: "libc6:amd64", "tzdata"."""

    def __init__(self, root):
        self.root = root
        self.paths = {os.path.basename(name)[:-len(".list")]: list(self.listed(name))
                      for name in glob.glob(root + DATABASE + "/info/*.list")}

    def listed(self, name):
        """The files and links of a package. With a merged /usr, the database calls some by other paths than they have."""
        for line in lines(name):
            folder, base = os.path.split(line)
            path = os.path.join(trail(self.root, folder)[0], base)
            if os.path.lexists(self.root + path) and not stat.S_ISDIR(os.lstat(self.root + path).st_mode):
                yield path

    def named(self, name):
        """The files of a package by its name for a user, of whatever architecture."""
        return [path for key, paths in self.paths.items() if key.partition(":")[0] == name for path in paths]

    def with_any(self, paths):
        """The packages that have one of some paths, sorted."""
        return sorted(key for key, own in self.paths.items() if not paths.isdisjoint(own))

    def keep_copyrights(self, kept):
        """Keep the licences of all packages of which something is kept, those of a package that holds another's included."""
        for key in self.with_any(kept.paths):
            kept.take("/usr/share/doc/%s/copyright" % key.partition(":")[0])

    def records(self, paths):
        """The files that tell a scanner of the packages of some paths, by path: what dpkg knows of each, less what is not there."""
        paragraphs = self.paragraphs()
        for key in self.with_any(paths):
            name, _, architecture = key.partition(":")
            for (package, other), text in paragraphs.items():
                if package == name and architecture in ("", other):
                    yield "%s/%s" % (RECORDS, name), os.fsencode(text)
                    yield "%s/%s.md5sums" % (RECORDS, name), os.fsencode(self.checksums(key, paths))

    def paragraphs(self):
        """What dpkg's status file says of each package, by name and architecture."""
        found = [(fields(text), text) for text in stanzas(self.root + STATUS)]
        return {(each.get("Package", ""), each.get("Architecture", "")): text.strip("\n") + "\n" for each, text in found}

    def checksums(self, key, paths):
        """The lines of a package's checksums that are of some paths."""
        found = []
        for line in lines(self.root + DATABASE + "/info/" + key + ".md5sums"):
            folder, base = os.path.split("/" + line.partition("  ")[2])
            if os.path.join(trail(self.root, folder)[0], base) in paths:
                found.append(line + "\n")
        return "".join(found)


def lines(name):
    if not os.path.exists(name):
        return []
    with open(name, encoding="utf-8", errors="surrogateescape") as file:
        return file.read().splitlines()
