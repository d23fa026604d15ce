"""Build one package that has no wheel, and install it: build.py UV VENV LOCK COMPILE

LOCK is a folder with pylock.toml or requirements.txt that names this one package. When something is missing that only the
spec can name, such as the header of a library, VENV gets the end of the build's log instead, as pyapp-build.log: trying again
would change nothing.
"""

import os
import re
import sys

import uv
from common import BUILD_LOG, finish_environment

# What builds say when a header, a library or a tool is missing.
MISSING = re.compile(
    r"fatal error: .*: No such file|cannot find -l|pg_config|mysql_config|pkg-config|pkgconf|"
    r"command '\S+' failed: No such file|(cargo|rustc|cmake|ninja|swig|gfortran|go)\S* (is )?not (found|installed)|"
    r"No package '|was not found in the pkg-config search path|Could not find|could not find|not find \S+ header", re.I)

# How many lines of a log are enough to see why a build failed.
END = 200


def failed_build(said):
    return "build backend returned an error" in said or "Failed to build" in said


def main(tool, venv, lock, compiled):
    options = ("--python", venv + "/bin/python", "--link-mode", "copy")
    if os.path.exists(lock + "/pylock.toml"):
        command = (tool, "pip", "sync", "--preview-features", "pylock", *options, lock + "/pylock.toml")
    else:
        command = (tool, "pip", "install", *options, "--no-deps", "--require-hashes",
                   "--index-strategy", "unsafe-best-match", "--requirement", lock + "/requirements.txt")
    status, said = uv.attempt(*command, cwd=lock)
    if status != 0 and failed_build(said) and MISSING.search(said) and not uv.known(said):
        with open(os.path.join(venv, BUILD_LOG), "w", encoding="utf-8") as file:
            file.writelines(said.splitlines(keepends=True)[-END:])
        return
    if status != 0:
        uv.give_up(86 if failed_build(said) else status, said)
    finish_environment(venv, compiled)


main(*sys.argv[1:])
