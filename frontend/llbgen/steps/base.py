"""Tell what a base image is: base.py own OUT | base.py other ROOT PYTHON STDLIB OUT

own is about the image that this runs in, and OUT/own.json is the answer; other is about an image whose root is at ROOT, which
may be another machine's and of which nothing is run: OUT/other.json. PYTHON and STDLIB are where the first image has its
interpreter and its library. Any Python 3.6 can run this, to say that it is the wrong one.
"""

import glob
import json
import os
import platform
import re
import sys
import sysconfig

RELEASE = re.compile(rb"GNU C Library .*release version (\d+)\.(\d+)")


def read(path, mode="r"):
    with open(path, mode, **({} if "b" in mode else {"encoding": "utf-8", "errors": "replace"})) as file:
        return file.read()


def system(os_release, glibc, musl):
    """The distribution, its release and its C library."""
    lines = [line.partition("=") for line in os_release.splitlines()]
    fields = {key: value.strip("\"'") for key, _, value in lines}
    names = [fields.get("ID", "")] + fields.get("ID_LIKE", "").split()
    known = [name for name in names if name in ("debian", "alpine")]
    distribution, version = (known or names)[0], ".".join(fields.get("VERSION_ID", "").split(".")[:2])
    return {"distribution": distribution, "release": release_of(distribution, names[0], fields.get("VERSION_CODENAME", ""), version), "glibc": glibc, "musl": [1, 2] if musl else [0, 0]}


def release_of(distribution, name, code, version):
    """What a release is called. Those of Alpine begin with a digit and those of Debian do not: the frontend tells them apart by that."""
    if distribution == "alpine":
        return re.sub(r"^\D+", "", version) or "0"
    return code or (name + version if distribution == "debian" else version)


def numbers(text):
    return [int(part) for part in (re.findall(r"\d+", text) + ["0", "0"])[:2]]


def own():
    try:
        glibc = numbers(os.confstr("CS_GNU_LIBC_VERSION") or "")
    except (ValueError, OSError):
        glibc = [0, 0]
    release = "/etc/os-release"
    return {
        "executable": os.path.realpath(sys.executable),
        "version": "%d.%d.%d" % sys.version_info[:3],
        "implementation": platform.python_implementation(),
        "freeThreaded": bool(sysconfig.get_config_var("Py_GIL_DISABLED")),
        "stdlib": sysconfig.get_path("stdlib"),
        **system(read(release) if os.path.exists(release) else "", glibc, glob.glob("/lib/ld-musl-*")),
    }


def other(root, python, stdlib):
    import rootfs  # it asks for a newer Python

    place = {name: rootfs.inside(root, path) for name, path in (("python", python), ("stdlib", stdlib))}
    release = rootfs.inside(root, "/etc/os-release")
    return {
        "python": bool(place["python"]) and os.access(place["python"], os.X_OK) and os.path.isfile(place["python"]),
        "closed": closed(root, python),
        "differs": differing(stdlib, place["stdlib"]),
        "packages": recorded(rootfs, root),
        **system(read(release) if release and os.path.isfile(release) else "", glibc_of(rootfs, root),
                 rootfs.matching(root, "/lib/ld-musl-*")),
    }


def recorded(rootfs, root):
    """Whether dpkg or apk has its records there, without which neither can install anything."""
    places = (rootfs.inside(root, path) for path in ("/var/lib/dpkg/status", "/lib/apk/db/installed", "/usr/lib/apk/db/installed"))
    return any(place and os.path.isfile(place) for place in places)


def closed(root, path):
    """The first folder above a path that only its owner may enter; empty: everybody may."""
    parts = path.strip("/").split("/")[:-1]
    for depth in range(1, len(parts) + 1):
        folder = os.path.join(root, *parts[:depth])
        if os.path.isdir(folder) and not os.stat(folder).st_mode & 0o001:
            return "/" + "/".join(parts[:depth])
    return ""


def differing(stdlib, there):
    """The first module of the standard library that another image has not, or has with another content: what is compiled from
    one may serve the other only where both are the same."""
    if not there or not os.path.isfile(there + "/os.py"):
        return "os.py"
    for path in sorted(glob.glob(stdlib + "/*.py") + glob.glob(stdlib + "/[a-z]*/*.py")):
        name = os.path.relpath(path, stdlib)
        if not name.startswith(("_sysconfigdata", "sitecustomize", "site-packages", "dist-packages", "test", "ensurepip")):
            another = os.path.join(there, name)
            if os.path.isfile(another) and read(another, "rb") != read(path, "rb"):
                return name
    return ""


def glibc_of(rootfs, root):
    """The version of glibc that its library says it has."""
    for folder in rootfs.folders(root, rootfs.LIBRARIES):
        path = os.path.join(folder, "libc.so.6")
        if os.path.isfile(path):
            found = RELEASE.search(read(path, "rb"))
            return [int(part) for part in found.groups()] if found else [0, 0]
    return [0, 0]


def main(what, *arguments):
    out = arguments[-1]
    found = own() if what == "own" else other(*arguments[:-1])
    with open(os.path.join(out, what + ".json"), "w", encoding="utf-8") as file:
        json.dump(found, file)


main(*sys.argv[1:])
