"""Install packages into a root with the dpkg of this machine, without running anything of theirs.

dpkg is given packages without scripts, and a database of packages that have none. All else is as it always leaves it: diversions,
configuration files, files that move from one package to another, folders that are links, and its own records.
"""

import filecmp
import os
import shutil
import subprocess
import tempfile

from deb import is_script

DATABASE = "/var/lib/dpkg"
INFO = DATABASE + "/info"

# Of what dpkg writes beside its records, what differs from run to run, and which architectures there are, where it is told wrong.
PASSING = ("arch", "arch-native", "lock", "lock-frontend", "status-old", "diversions-old", "statoverride-old", "triggers/Lock")

# apt has checked what depends on what. This machine's dpkg takes packages for all architectures for its own, and would not
# find what they depend on.
ARGUMENTS = ("--force-depends", "--force-breaks", "--force-confdef", "--force-confold", "--force-unsafe-io",
             "--auto-deconfigure", "--log=/dev/null", "--install")


def install(root, packages, architecture):
    """Install packages for an architecture, in their order, which is apt's."""
    own = subprocess.run(["dpkg", "--print-architecture"], check=True, capture_output=True, text=True).stdout.strip()
    with tempfile.TemporaryDirectory() as work:
        database = work + "/database"
        shutil.copytree(root + DATABASE, database, symlinks=True, ignore=lambda _, names: set(filter(is_script, names)))
        with open(database + "/arch", "w", encoding="ascii") as file:
            file.write("".join(name + "\n" for name in dict.fromkeys([own, architecture])))
        bare = [package.strip(os.path.join(work, "%04d.deb" % i)) for i, package in enumerate(packages)]
        places = ["--instdir=" + root, "--admindir=" + database]
        subprocess.run(["dpkg", *places, *ARGUMENTS, *bare], check=True, stdin=subprocess.DEVNULL)
        for package in packages:
            replace_scripts(root, package)
        take_over(database, root + DATABASE)


def leads_out(root, package):
    """Whether files of a package go where dpkg, which takes the links of a root for this machine's own, would leave the root."""
    names = package.files + [line.rpartition(" ")[2] for line in package.text("conffiles").splitlines()]
    folders = {os.path.realpath(os.path.join(root, os.path.dirname(name.lstrip("/")))) for name in names}
    return any(os.path.commonpath([folder, os.path.realpath(root)]) != os.path.realpath(root) for folder in folders)


def scripts_of(root, package):
    """The scripts that the version of a package left that is installed."""
    stems = (package.name, package.name + ":" + package.architecture)
    names = filter(is_script, os.listdir(root + INFO))
    return [os.path.join(root + INFO, name) for name in names if name.rpartition(".")[0] in stems]


def replace_scripts(root, package):
    """Put the scripts of a package in the place of those of the version before it."""
    for path in scripts_of(root, package):
        os.remove(path)
    for kind, (mode, content) in package.scripts.items():
        path = "%s/%s.%s" % (root + INFO, package.stem, kind)
        with open(path, "wb") as file:
            file.write(content)
        os.chmod(path, mode)


def take_over(new, old):
    """Make one folder what another is, and touch only what differs; scripts are only in the old one."""
    for name in records(old) - records(new):
        if not is_script(name):
            os.remove(os.path.join(old, name))
    for name in sorted(records(new)):
        place, source = os.path.join(old, name), os.path.join(new, name)
        if not os.path.exists(place) or not filecmp.cmp(place, source, shallow=False):
            os.makedirs(os.path.dirname(place), exist_ok=True)
            shutil.copy2(source, place)


def records(folder):
    """The files of dpkg's that are kept, by their path in the folder."""
    found = {os.path.relpath(os.path.join(place, name), folder) for place, _, names in os.walk(folder) for name in names}
    return found - set(PASSING)
