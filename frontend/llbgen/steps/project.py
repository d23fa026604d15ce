"""Install a first-party package: project.py UV VENV SOURCE MODE COMPILE

MODE is `source`: SOURCE is made importable where it is, with metadata and scripts (PEP 660); or `wheel`: a wheel is
built from it and installed.
"""

import base64
import csv
import glob
import hashlib
import os
import sys

import uv
from common import fail, finish_environment


def dist_info(venv, name):
    return glob.glob(venv + "/lib/python*/site-packages/*.dist-info/" + name)


def read(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


def check_whole(venv):
    """Refuse an install from source that copied files: it saw them empty."""
    for path in dist_info(venv, "RECORD"):
        base = os.path.dirname(os.path.dirname(path))
        empty = [row[0] for row in csv.reader(read(path).splitlines()) if row[2:] == ["0"]]
        if any(os.path.getsize(os.path.join(base, name)) == 0 for name in empty):
            fail("The build of this project copies files into the environment (%s). Write `install: wheel` in the spec file."
                 % ", ".join(empty))


def settle(venv):
    """Name no build tool in WHEEL: its version is not the project's, and would change the layer with every release."""
    for path in dist_info(venv, "WHEEL"):
        lines = ["Generator: pyapp" if line.startswith("Generator:") else line for line in read(path).splitlines()]
        text = ("\n".join(lines) + "\n").encode()
        with open(path, "wb") as file:
            file.write(text)
        record(os.path.join(os.path.dirname(path), "RECORD"), path, text)


def record(path, changed, text):
    """Write the new hash and size of a file into RECORD (PEP 376, PEP 427)."""
    name = os.path.relpath(changed, os.path.dirname(os.path.dirname(path)))
    digest = base64.urlsafe_b64encode(hashlib.sha256(text).digest()).rstrip(b"=").decode()
    line = "%s,sha256=%s,%d" % (name, digest, len(text))
    lines = [line if old.startswith(name + ",") else old for old in read(path).splitlines()]
    with open(path, "w", encoding="utf-8") as file:
        file.write("\n".join(sorted(lines)) + "\n")


def main(tool, venv, source, mode, compiled):
    what = ["--editable", source] if mode == "source" else [source]
    uv.run(tool, "pip", "install", "--python", venv + "/bin/python", "--no-deps", "--no-sources", "--link-mode", "copy",
           *what)
    if mode == "source":
        check_whole(venv)
    settle(venv)
    finish_environment(venv, compiled)


main(*sys.argv[1:])
