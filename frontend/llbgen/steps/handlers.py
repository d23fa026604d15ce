"""Do what scripts of packages would do when they are first installed."""

import re
import shlex
import subprocess

from common import fail


def nothing(root, text):
    """The script acts on other occasions only."""


def alternatives(root, text):
    """Run the script's calls of update-alternatives for the root, with the program of this machine, which is a script as any."""
    lines = text.decode().replace("\\\n", " ").splitlines()
    for line in lines:
        words = re.split(r"\|\||&&|;", line.strip())[0].split("#")[0]
        if words.startswith("update-alternatives --install "):
            command, *arguments = shlex.split(words)
            subprocess.run([command, "--root", root, "--log", "/dev/null", "--quiet", *arguments], check=True)


HANDLERS = {"nothing": nothing, "alternatives": alternatives}
