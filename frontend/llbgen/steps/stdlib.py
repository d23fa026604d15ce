"""Compile the standard library: stdlib.py OUT

The official images ship it without bytecode, and a container that may not write can never make up for that.
"""

import os
import re
import sys
import sysconfig

from common import compile_modules, normalize

# What no application imports, what nothing ships, and what each platform has its own of. A base without a shell leaves out most
# of it altogether.
SKIP = re.compile(r"/(test|tests|idlelib|turtledemo|turtle\.py|tkinter|ensurepip|lib2to3|pydoc_data|_pydecimal\.py|_pydatetime\.py"
                  r"|_sysconfigdata_[^/]*\.py|config-[^/]*|site-packages|dist-packages|__pycache__)(/|$)")


def modules(library):
    for root, folders, files in os.walk(library):
        folders[:] = sorted(name for name in folders if not SKIP.search("/" + name))
        yield from (os.path.join(root, name) for name in sorted(files) if name.endswith(".py") and not SKIP.search("/" + name))


def main(out):
    compile_modules(list(modules(sysconfig.get_path("stdlib"))), out=out)
    normalize(out)


main(*sys.argv[1:])
