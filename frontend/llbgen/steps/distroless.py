"""Assemble a root file system without a shell from files of another: distroless.py ROOT OUT [FACTS BEFORE PACKAGE...]

ROOT is the root of the official image for the target; OUT gets of it what Python needs. With FACTS, OUT holds that already and
gets what an application needs as well: FACTS has a folder for each part of the environment, with what is known of it (see
look.py), and ROOT has Debian packages that BEFORE had not, with PACKAGE the ones that were asked for. Nothing of ROOT is run.
"""

import glob
import json
import os
import re
import sys

import libcache
from common import fail
from needed import keep_needed
from records import Packages
from rootfs import matching
from selection import Selection, below, make, trail

MINOR = "python%d.%d" % sys.version_info[:2]
INTERPRETER = "/usr/local/bin/" + MINOR
PROGRAMS = ("/usr/local/bin/python", "/usr/local/bin/python3", INTERPRETER)
STDLIB = "/usr/local/lib/" + MINOR

# What no application imports, what wants a display or a compiler, what stands in for modules in C that are there, and whatever
# was installed beside the standard library. steps/stdlib.py compiles nothing of it. dbm.ndbm goes for the 2 MB of Berkeley DB
# behind it: dbm has other forms.
SKIP = re.compile(
    r"^%s/((test|idlelib|tkinter|turtledemo|ensurepip|lib2to3/tests|pydoc_data|config-[^/]*|(site|dist)-packages)(/|$)"
    r"|(turtle|_pydecimal|_pydatetime)\.py$|lib-dynload/(_dbm|_tkinter|_(ctypes_)?test|_xxtest|xxlimited|xxsubtype))"
    r"|/__pycache__(/|$)" % re.escape(STDLIB))

# Folders that programs expect, and links that paths lead through where /usr is merged.
PLACES = ("/bin", "/sbin", "/lib", "/lib64", "/usr/bin", "/usr/sbin", "/usr/lib", "/dev", "/home", "/mnt", "/opt", "/proc",
          "/root", "/run", "/srv", "/sys", "/tmp", "/var/lib", "/var/run", "/var/tmp")

# What is looked up by the C library, by OpenSSL, by Python and by who works in a terminal; folders with all that is in them.
DATA = ("/etc/passwd", "/etc/group", "/etc/shadow", "/etc/gshadow", "/etc/nsswitch.conf", "/etc/host.conf", "/etc/gai.conf",
        "/etc/protocols", "/etc/services", "/etc/networks", "/etc/mime.types", "/etc/os-release", "/etc/debian_version",
        "/etc/localtime", "/etc/timezone", "/usr/share/zoneinfo", "/etc/ld.so.conf", "/etc/ld.so.conf.d", "/usr/lib/ssl/openssl.cnf",
        "/usr/lib/ssl/cert.pem", "/etc/ssl/certs", "/usr/lib/ssl/certs", "/etc/terminfo", "/lib/terminfo", "/usr/share/terminfo",
        "/usr/share/common-licenses", "/usr/lib/locale/C.utf8")

# The loader, by the paths that programs have it at.
LOADERS = ("/lib/ld-linux*.so.*", "/lib64/ld-linux*.so.*")

# The loader's list of libraries, and the program by which ctypes.util.find_library reads it.
CACHE, LDCONFIG = "/etc/ld.so.cache", "/sbin/ldconfig"

# What installing packages leaves behind, what only people read, and a second copy of the init. Licences come with the records
# of packages.
LEFT = re.compile(r"^/(var/(lib/(dpkg|apt)|cache|log)|usr/share/(doc|info|lintian|man)|usr/bin/tini-static|tmp|run|proc|sys|dev)(/|$)")


def keep_python(kept):
    """Keep the interpreter, its library, and what every program may look for."""
    for path in (*PROGRAMS, *PLACES, LDCONFIG):
        kept.take(path)
    kept.take_tree(STDLIB, SKIP)
    for path in DATA:
        kept.take_tree(path)
    for pattern in (*LOADERS, "/usr/local/lib/libpython*.so*"):
        for path in matching(kept.root, pattern):
            kept.take(path)
    for folder in matching(kept.root, "/usr/lib/*-linux-gnu*"):
        kept.take_tree(folder + "/ossl-modules")


def keep_installed(kept, packages, before, names):
    """Keep what packages brought that the image did not have, and the ones asked for that it had."""
    if before != kept.root:
        for path in below(kept.root, "/", LEFT):
            if not os.path.lexists(before + path):
                kept.take(path)
    for name in names:
        for path in packages.named(name.partition("=")[0]):
            if not LEFT.search(path):
                kept.take(path)


def environment(folder):
    """The objects of an environment. A build that did not work has left none."""
    for name in sorted(glob.glob(folder + "/*/environment.json")):
        with open(name, encoding="utf-8") as file:
            yield from json.load(file)["objects"]


def list_of_libraries(kept):
    """The loader's list of the root, with the libraries that are kept."""
    with open(kept.root + CACHE, "rb") as file:
        data = file.read()
    there = (entry for entry in libcache.read(data) if trail(kept.root, os.fsdecode(entry[2]))[0] in kept.paths)
    return libcache.write(there, libcache.order(data))


def main(root, out, facts="", before="", *names):
    if not os.path.isfile(root + INTERPRETER):
        fail("The base image has no %s, so nothing can be assembled from it." % INTERPRETER)
    kept, packages = Selection(root), Packages(root)
    keep_python(kept)
    objects = []
    if facts:
        keep_installed(kept, packages, before, names)
        objects = environment(facts)
    keep_needed(kept, INTERPRETER, objects)
    packages.keep_copyrights(kept)
    texts = dict(packages.records(kept.paths))
    if os.path.isfile(root + CACHE):
        texts[CACHE] = list_of_libraries(kept)
    make(out, kept, texts)


main(*sys.argv[1:])
