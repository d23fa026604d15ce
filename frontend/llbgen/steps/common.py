"""What the steps share. Each step is one program, run by the base image's own Python on the build platform."""

import compileall
import json
import os
import py_compile
import re
import shutil
import stat
import sys
from importlib.util import cache_from_source

# One moment for every file that a step makes, so that a layer is the same whenever it is made:
# 1980-01-01T00:00:00Z, the earliest that a ZIP archive can hold.
MOMENT = 315532800

# Bytecode is checked against nothing when it is loaded: what is in an image does not change (PEP 552).
UNCHECKED = py_compile.PycInvalidationMode.UNCHECKED_HASH

# Where the secrets that every build may be given are mounted, by name.
SECRETS = "/dev/pyapp/secrets"

# What an installation of Debian packages that is not to be leaves in the root instead of them.
REPORT = "/.pyapp-packages.json"

# What a build that cannot work leaves in the environment in place of the package.
BUILD_LOG = "pyapp-build.log"

# Exit status for a failure that the inputs decide, so that another try is of no use (sysexits.h, EX_DATAERR).
BAD_INPUT = 65

# Exit status where packages of the distribution could not be installed. It is not 1, which is how a program ends that cannot be
# started at all because it is for another machine.
NOT_INSTALLED = 98


def note(path, data):
    """Leave what was found out for the frontend to read."""
    with open(path, "w", encoding="utf-8", errors="backslashreplace") as file:
        json.dump(data, file, ensure_ascii=False)


def fail(message, status=BAD_INPUT):
    """End the step with a message that a user can act on."""
    print(message, file=sys.stderr)
    raise SystemExit(status)


# Below this many modules, starting other processes takes longer than compiling.
FEW = 64


def compile_tree(folder, root="", skip=None):
    """Byte-compile every module under a folder; a file that is no valid Python is left as it is.

    Bytecode records the path of its source: the one that the file has now, less root.
    """
    modules = sum(name.endswith(".py") for _, _, names in os.walk(folder) for name in names)
    compileall.compile_dir(
        folder, maxlevels=64, quiet=2, rx=re.compile(skip) if skip else None, workers=1 if modules < FEW else 0,
        stripdir=root or None, prependdir="/" if root else None, invalidation_mode=UNCHECKED,
    )


def compile_module(module, out):
    """Byte-compile one module to the place under out where Python looks for it under /.

    It is here, and not in the program that uses it, because other processes can import this file only.
    """
    cached = os.path.join(out, cache_from_source(module).lstrip("/"))
    try:
        py_compile.compile(module, cfile=cached, dfile=module, doraise=True, invalidation_mode=UNCHECKED)
    except py_compile.PyCompileError:
        pass  # data that looks like a module


def finish_environment(venv, compiled):
    """Compile what was installed, and leave out what no image needs of an environment."""
    if os.path.exists(venv + "/.lock"):
        os.remove(venv + "/.lock")
    if compiled == "compile":
        # Tests inside packages are a third of all modules and run in no image.
        compile_tree(venv + "/lib", skip=r"/tests?/")
    normalize(venv)


def remove(path):
    """Take away a file, a link, or a folder with all that is in it; what is not there is no failure."""
    if os.path.isdir(path) and not os.path.islink(path):
        shutil.rmtree(path)
    elif os.path.lexists(path):
        os.remove(path)


def walk(folder):
    """Every path under a folder, the deepest first, the folder itself last; links are not followed."""
    for root, folders, files in os.walk(folder, topdown=False):
        for name in files + folders:
            yield os.path.join(root, name)
    yield folder


def normalize(folder):
    """Give every entry one moment and plain modes: readable by all, writable by root only."""
    for path in walk(folder):
        info = os.lstat(path)
        if not stat.S_ISLNK(info.st_mode):
            mode = 0o755 if stat.S_ISDIR(info.st_mode) or info.st_mode & 0o100 else 0o644
            if stat.S_IMODE(info.st_mode) != mode:
                os.chmod(path, mode)
        if info.st_mtime_ns != MOMENT * 10**9:
            os.utime(path, (MOMENT, MOMENT), follow_symlinks=False)


def hand_over(folder, owner):
    """Let a user, and group 0, write a folder and what is in it; what is executable stays so."""
    for path in walk(folder):
        os.chown(path, owner, 0, follow_symlinks=False)
        if not os.path.islink(path):
            mode = os.stat(path).st_mode
            os.chmod(path, stat.S_IMODE(mode) | (0o070 if mode & 0o100 else 0o060))
        if not os.path.isfile(path):
            os.utime(path, (MOMENT, MOMENT), follow_symlinks=False)
