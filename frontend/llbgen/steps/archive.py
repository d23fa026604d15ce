"""Ask apt for what another root lacks. Nothing of the root is run."""

import os
import re
import shutil
import subprocess

from common import NOT_INSTALLED, fail
from layer import apt_options

ARCHIVES = "/var/cache/apt/archives/"

# Sources, keys, which sources name by their path, and what of packages is left out.
CONFIGURED = ("/etc/apt", "/etc/dpkg", "/usr/share/keyrings")

# A line of apt-get --simulate: name, the version before in brackets, and version, sources and architecture of what comes.
INST = re.compile(r"Inst (\S+) (?:\[\S+\] )?\((\S+) .*\[(\S+)\]\)")


def configure_as(root):
    """Let the tools of this machine, which nobody needs afterwards, be configured as those of the root are."""
    for folder in CONFIGURED:
        shutil.rmtree(folder, ignore_errors=True)
        if os.path.isdir(root + folder):
            shutil.copytree(root + folder, folder, symlinks=True)


class Apt:
    """apt for the architecture and the packages of a root."""

    def __init__(self, root, architecture):
        self.options = [
            *apt_options(),
            "-o", "APT::Architecture=" + architecture, "-o", "APT::Architectures::=" + architecture,
            "-o", "Dir::State::status=%s/var/lib/dpkg/status" % root,
            "-o", "Dir::State::extended_states=%s/var/lib/apt/extended_states" % root,
            # The lock of a root that nobody else has would be one more file of the layer.
            "-o", "Debug::NoLocking=true",
            # A package is not missing because the list that has it could not be read.
            "-o", "APT::Update::Error-Mode=any",
        ]

    def begin(self, *arguments, **how):
        return subprocess.Popen(["apt-get", "-qq", *self.options, *arguments], text=True, **how)

    def end(self, running, what):
        said, _ = running.communicate()
        if running.returncode != 0:
            fail("apt could not " + what, NOT_INSTALLED)
        return said

    def cache(self, *arguments):
        """What apt-cache answers; of what it does not know that is nothing."""
        return subprocess.run(["apt-cache", *self.options, *arguments], check=True, stdout=subprocess.PIPE, text=True).stdout

    def update(self):
        self.end(self.begin("update"), "read the package lists: is the network there?")

    def names(self):
        return sorted(self.cache("pkgnames").split())

    def versions(self, names):
        """The versions of packages that can be had, the newest first, by name."""
        found = {}
        for line in self.cache("madison", "--", *names).splitlines():
            name, version, _ = (part.strip() for part in line.split("|"))
            found[name] = list(dict.fromkeys([*found.get(name, []), version]))
        return found

    def providers(self, name):
        """The packages that bring what a name stands for that is no package's."""
        _, _, rest = self.cache("showpkg", "--", name).partition("Reverse Provides:")
        return sorted({line.split()[0] for line in rest.splitlines() if line.strip()})

    def resolve(self, wanted):
        """What has to be installed, in order, as (name, version, architecture); and the names of what would have to go."""
        install = ["install", "-y", "--no-install-recommends"]
        # Side by side, because each is busy reading the lists first, and needs nothing of the other.
        simulation = self.begin(*install, "--simulate", "--", *wanted, stdout=subprocess.PIPE)
        download = self.begin(*install, "--download-only", "--", *wanted)
        said = self.end(simulation, "find packages that go together")
        self.end(download, "download " + " ".join(wanted))
        return coming(said), [line.split()[1] for line in said.splitlines() if line.startswith("Remv ")]


def coming(said):
    """What apt-get --simulate says would be installed. A line that is not understood is a package that would be missing."""
    lines = [line for line in said.splitlines() if line.startswith("Inst ")]
    odd = [line for line in lines if not INST.match(line)]
    if odd:
        raise SystemExit("apt says what nobody here understands: " + odd[0])
    return [INST.match(line).groups() for line in lines]


def path(name, version, architecture):
    """Where apt keeps an archive, whose name has what no file system likes as in URLs."""
    return "%s%s_%s_%s.deb" % (ARCHIVES, name, version.replace(":", "%3a"), architecture)
