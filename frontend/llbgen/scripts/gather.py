"""Fetch Debian packages and keep their scripts: gather.py MIRROR RELEASE ARCHITECTURE OUT

The packages are those of packages.txt with all that they bring, from MIRROR/debian and MIRROR/debian-security. OUT gets a file for
each script, PACKAGE.KIND.DIGEST, in which digest is what steps/scripts.py knows it by. apt has to be there, and the key of Debian's
archive; nothing of this machine changes.
"""

import glob
import os
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE + "/../steps")

from closure import closure, read_lists, seeds  # noqa: E402: the steps are beside this folder
from deb import Package  # noqa: E402
from scripts import FIRST, digest  # noqa: E402

KEY = "/usr/share/keyrings/debian-archive-keyring.gpg"
SOURCES = """deb [signed-by={key}] {mirror}/debian {release} main
deb [signed-by={key}] {mirror}/debian {release}-updates main
deb [signed-by={key}] {mirror}/debian-security {release}-security main
"""
CONFIG = """APT::Architecture "{architecture}"; APT::Architectures {{ "{architecture}"; }};
Dir::Etc::sourcelist "{root}/sources.list"; Dir::Etc::sourceparts "/dev/null"; Dir::State::lists "{root}/lists";
Dir::Etc::parts "/dev/null"; Dir::Etc::main "/dev/null"; Dir::State::status "{root}/status"; Dir::Cache "{root}/cache";
APT::Sandbox::User "root"; Acquire::Languages "none";
"""

# Packages that are fetched at one time: as many archives lie on the disk together.
PIECE = 40


def main(mirror, release, architecture, out):
    os.makedirs(out, exist_ok=True)
    with tempfile.TemporaryDirectory() as root:
        apt = private(root, mirror, release, architecture)
        apt("update")
        packages = read_lists(sorted(glob.glob(root + "/lists/*_Packages")))
        wanted = sorted(closure(packages, seeds(release)))
        for at in range(0, len(wanted), PIECE):
            apt("download", *wanted[at:at + PIECE])
            for path in glob.glob(root + "/*.deb"):
                keep(Package(path), out)
                os.remove(path)


def private(root, mirror, release, architecture):
    """apt with folders of its own."""
    values = {"root": root, "mirror": mirror, "release": release, "architecture": architecture, "key": KEY}
    for name, text in {"sources.list": SOURCES, "apt.conf": CONFIG, "status": ""}.items():
        with open(os.path.join(root, name), "w", encoding="utf-8") as file:
            file.write(text.format(**values))
    for folder in ("lists", "cache"):
        os.mkdir(os.path.join(root, folder))
    env = dict(os.environ, APT_CONFIG=root + "/apt.conf")
    return lambda *arguments: subprocess.run(["apt-get", "-qq", *arguments], check=True, cwd=root, env=env)


def keep(package, out):
    for kind, (_, text) in package.scripts.items():
        if kind in FIRST:
            with open("%s/%s.%s.%s" % (out, package.name, kind, digest(text)), "wb") as file:
                file.write(text)


main(*sys.argv[1:])
