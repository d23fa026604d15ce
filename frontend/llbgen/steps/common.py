"""What the steps share. Each step is one program, run by the base image's own Python on the build platform.

The standard library of that Python has no bytecode, so that every import compiles what it imports, in each step anew. What few
steps need is therefore imported where they need it.
"""

import os
import stat
import sys

# One moment for every file that a step makes, so that a layer is the same whenever it is made:
# 1980-01-01T00:00:00Z, the earliest that a ZIP archive can hold.
MOMENT = 315532800

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
    import json

    with open(path, "w", encoding="utf-8", errors="backslashreplace") as file:
        json.dump(data, file, ensure_ascii=False)


def fail(message, status=BAD_INPUT):
    """End the step with a message that a user can act on."""
    print(message, file=sys.stderr)
    raise SystemExit(status)


# Below this many modules, starting another process takes longer than compiling them.
FEW = 64


def compile_tree(folder, root="", skip=None):
    """Byte-compile every module under a folder but those whose path has what skip matches.

    Bytecode records the path of its source: the one that the file has now, less root.
    """
    modules = (os.path.join(parent, name) for parent, _, names in os.walk(folder) for name in names if name.endswith(".py"))
    compile_modules([path for path in sorted(modules) if not (skip and skip.search(path))], root)


def compile_modules(modules, root="", out=None):
    """Byte-compile modules, on every processor.

    Processes are forked here, because to load Python's own pool of them takes longer than to compile a hundred modules. With
    out, bytecode goes to the place under out where Python looks for it under /.
    """
    processes = min(len(os.sched_getaffinity(0)), len(modules) // FEW + 1)
    children = [forked(compile_some, modules[first::processes], root, out) for first in range(1, processes)]
    compile_some(modules[::processes], root, out)
    for child in children:
        if os.waitpid(child, 0)[1] != 0:
            fail("a process that compiles modules has ended early", status=1)


def forked(function, *args):
    """Call a function in a process of its own; the answer is its id."""
    child = os.fork()
    if child:
        return child
    try:
        function(*args)
        os._exit(0)
    finally:
        os._exit(1)


def compile_some(modules, root, out):
    import gc
    from importlib.util import cache_from_source

    gc.disable()  # what the compiler leaves has no cycles, and looking for them takes a tenth of its time
    for path in modules:
        shown = "/" + os.path.relpath(path, root) if root else path
        cached = cache_from_source(path)
        if out:
            cached = os.path.join(out, cached.lstrip("/"))
        try:
            write_bytecode(path, shown, cached)
        except (SyntaxError, OSError, ValueError, RecursionError):
            pass  # no valid Python, as in data that looks like a module: it is left as it is


def write_bytecode(path, shown, cached):
    """Leave the bytecode of one module where Python looks for it. What is left of a failure is of no use, and nothing is left.

    It is checked against nothing when it is loaded, because what is in an image does not change (PEP 552: unchecked, by hash).
    """
    import marshal
    from importlib.util import MAGIC_NUMBER, source_hash

    with open(path, "rb") as file:
        source = file.read()
    code = compile(source, shown, "exec", dont_inherit=True)
    os.makedirs(os.path.dirname(cached), exist_ok=True)
    with open(cached, "wb") as file:
        file.write(MAGIC_NUMBER + b"\x01\0\0\0" + source_hash(source) + marshal.dumps(code))


def finish_environment(venv, compiled):
    """Compile what was installed, and leave out what no image needs of an environment."""
    if os.path.exists(venv + "/.lock"):
        os.remove(venv + "/.lock")
    if compiled == "compile":
        import re

        # Tests inside packages are a third of all modules and run in no image.
        compile_tree(venv + "/lib", skip=re.compile(r"/tests?/"))
    normalize(venv)


def remove(path):
    """Take away a file, a link, or a folder with all that is in it; what is not there is no failure."""
    if os.path.isdir(path) and not os.path.islink(path):
        import shutil

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
