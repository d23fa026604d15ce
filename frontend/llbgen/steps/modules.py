"""Tell from the names of files what Python can import."""

import re

# What the interpreter takes for a module: source, bytecode without source, an extension of any or of the stable ABI.
MODULE = re.compile(r"([^.]+)(\.pyc?|(\.cpython-[^.]+|\.abi3t?)?\.so)")

# How far down modules are told: enough to find a slip in "package.module:attribute", and not 10,000 names.
DEPTH = 3


def importable(files):
    """The dotted names that can be imported, and those of them that `python -m` can run as packages.

    Files are paths below one entry of sys.path. A folder that holds modules needs no __init__.py (PEP 420). Tests are left
    out.
    """
    modules, mains = set(), set()
    for path in files:
        *folders, name = path.split("/")
        module = MODULE.fullmatch(name)
        if not module or not all(plain(part) for part in folders):
            continue
        inner = [] if module.group(1) in ("__init__", "__main__") else [module.group(1)]
        if inner and not plain(inner[0]):
            continue
        parts = folders + inner
        modules.update(".".join(parts[:depth]) for depth in range(1, min(len(parts), DEPTH) + 1))
        if module.group(1) == "__main__" and 0 < len(parts) <= DEPTH:
            mains.add(".".join(parts))
    return sorted(modules), sorted(mains)


def plain(part):
    return part.isidentifier() and part not in ("test", "tests", "__pycache__")
