"""Compile the standard library: stdlib.py OUT

The official images ship it without bytecode, and a container that may not write can never make up for that.
"""

import os
import py_compile
import re
import sys
import sysconfig
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from importlib.util import cache_from_source

from common import UNCHECKED, normalize

# What no application imports, or what nothing ships.
SKIP = re.compile(r"/(test|tests|idlelib|turtledemo|tkinter|ensurepip|lib2to3|site-packages|dist-packages|__pycache__)(/|$)")


def modules(library):
    for root, folders, files in os.walk(library):
        folders[:] = sorted(name for name in folders if not SKIP.search("/" + name))
        yield from (os.path.join(root, name) for name in sorted(files) if name.endswith(".py"))


def compile_module(module, out):
    cached = os.path.join(out, cache_from_source(module).lstrip("/"))
    try:
        py_compile.compile(module, cfile=cached, dfile=module, doraise=True, invalidation_mode=UNCHECKED)
    except py_compile.PyCompileError:
        pass  # data that looks like a module


def main(out):
    with ProcessPoolExecutor() as pool:
        list(pool.map(partial(compile_module, out=out), modules(sysconfig.get_path("stdlib")), chunksize=32))
    normalize(out)


if __name__ == "__main__":  # the workers of the process pool import this file
    main(*sys.argv[1:])
