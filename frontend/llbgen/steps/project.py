"""Install the first-party package: project.py UV VENV SOURCE MODE COMPILE TARGET

MODE is `source`: SOURCE is made importable where it is, with metadata and scripts (PEP 660); or `wheel`: a wheel is
built from it and installed. TARGET is `native`, or `foreign` where the image runs on another platform than this step.
"""

import base64
import glob
import hashlib
import os
import subprocess
import sys

from common import compile_tree, fail, normalize, trust


def settle(venv):
    """Name no build tool in WHEEL: its version is not the project's, and would change the layer with every release."""
    for wheel in glob.glob(venv + "/lib/python*/site-packages/*.dist-info/WHEEL"):
        with open(wheel, encoding="utf-8") as file:
            lines = ["Generator: pyapp" if line.startswith("Generator:") else line for line in file.read().splitlines()]
        text = ("\n".join(lines) + "\n").encode()
        with open(wheel, "wb") as file:
            file.write(text)
        record(os.path.join(os.path.dirname(wheel), "RECORD"), wheel, text)


def record(path, changed, text):
    """Write the new hash and size of a file into RECORD (PEP 376, PEP 427)."""
    name = os.path.relpath(changed, os.path.dirname(os.path.dirname(path)))
    digest = base64.urlsafe_b64encode(hashlib.sha256(text).digest()).rstrip(b"=").decode()
    with open(path, encoding="utf-8") as file:
        lines = file.read().splitlines()
    lines = ["%s,sha256=%s,%d" % (name, digest, len(text)) if line.startswith(name + ",") else line for line in lines]
    with open(path, "w", encoding="utf-8") as file:
        file.write("\n".join(sorted(lines)) + "\n")


def check_pure(venv):
    """Refuse what was compiled for this platform where the image runs on another."""
    for wheel in glob.glob(venv + "/lib/python*/site-packages/*.dist-info/WHEEL"):
        with open(wheel, encoding="utf-8") as file:
            if "Root-Is-Purelib: false" in file.read():
                fail("The project compiles files, which is not supported yet for another platform than the builder's.")


def main(uv, venv, source, mode, compiled, target):
    what = ["--editable", source] if mode == "source" else [source]
    done = subprocess.run(
        [uv, "pip", "install", "--python", venv + "/bin/python", "--no-deps", "--link-mode", "copy", *what],
        env=trust(),
    )
    if done.returncode != 0:
        raise SystemExit(done.returncode)
    if os.path.exists(venv + "/.lock"):
        os.remove(venv + "/.lock")
    if target == "foreign":
        check_pure(venv)
    settle(venv)
    if compiled == "compile":
        compile_tree(venv + "/lib", skip=r"/tests?/")
    normalize(venv)


if __name__ == "__main__":  # the workers of a process pool import this file
    main(*sys.argv[1:])
