"""Install one group of packages from wheels: install.py UV VENV LOCK PLATFORM COMPILE

LOCK is a folder with pylock.toml, for files whose addresses are locked, with requirements.txt, for files to be found in an
index by their hashes, or with both. Only wheels are installed: a source distribution would be built for the machine that
builds, not for the one that runs. PLATFORM is the word by which uv knows what the wheels are for; empty where they are the same
on every platform, or where the lock leaves uv no choice.
"""

import os
import re
import sys

import uv
from common import finish_environment


def main(tool, venv, lock, platform, compiled):
    options = ("--python", venv + "/bin/python", "--no-build", "--link-mode", "copy")
    if platform:
        options += ("--python-platform", platform)
    said = ""
    if os.path.exists(lock + "/pylock.toml"):
        said += uv.run(tool, "pip", "sync", "--preview-features", "pylock", *options, lock + "/pylock.toml", cwd=lock)
    if os.path.exists(lock + "/requirements.txt"):
        # Hashes decide what is installed, so it does not matter which of the indexes has it.
        said += uv.run(tool, "pip", "install", *options, "--no-deps", "--require-hashes", "--index-strategy", "unsafe-best-match",
                       "--requirement", lock + "/requirements.txt", cwd=lock)
    finish_environment(venv, compiled)
    sys.stderr.write("%s\n" % summary(said))


def summary(said):
    """How many packages there are, and how many of them were not in the cache."""
    installed, downloaded = (sum(map(int, re.findall(r"%s (\d+) package" % word, said))) for word in ("Installed", "Prepared"))
    return "%d package%s installed (%d downloaded)" % (installed, "s" * (installed != 1), downloaded)


main(*sys.argv[1:])
