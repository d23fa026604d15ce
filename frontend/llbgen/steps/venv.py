"""Make the empty environment: venv.py OUT

It is written by hand rather than by a tool, because all of it is known: a pointer to the interpreter, the links that
programs look for, and a folder for packages (PEP 405).
"""

import os
import sys

from common import normalize


def main(out):
    minor = "python%d.%d" % sys.version_info[:2]
    programs = os.path.join(out, "bin")
    os.makedirs(programs)
    os.makedirs(os.path.join(out, "lib", minor, "site-packages"))
    interpreter = os.path.realpath(sys.executable)
    os.symlink(interpreter, os.path.join(programs, "python"))
    for name in ("python3", minor):
        os.symlink("python", os.path.join(programs, name))
    with open(os.path.join(out, "pyvenv.cfg"), "w", encoding="utf-8") as file:
        file.write("home = %s\ninclude-system-site-packages = false\nversion_info = %d.%d.%d\n"
                   % (os.path.dirname(interpreter), *sys.version_info[:3]))
    normalize(os.path.dirname(out))


main(*sys.argv[1:])
