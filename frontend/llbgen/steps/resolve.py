"""Find in the index what requirements ask for: resolve.py UV OUT SOURCE PROJECT MODE OPTION...

INPUT holds requirements.txt, and maybe constraints.txt, as the frontend wrote them. SOURCE holds those parts of the context
that the requirements name, PROJECT is the project's folder in it. MODE is `look-up`, where all that is wanted is listed and
only its files are to be found, or `resolve`, where versions and dependencies are to be chosen. OUT/pylock.toml is the lock.
"""

import os
import shutil
import sys

import uv

INPUT = "/dev/pyapp/input"

# Everything lies in the project's folder, because uv takes the paths in each of these from where it lies.
REQUIREMENTS, CONSTRAINTS, LOCK = "pyapp-requirements.txt", "pyapp-constraints.txt", "pylock.pyapp.toml"


def main(tool, out, source, project, mode, *options):
    # A copy, because builds of metadata leave files in what they build.
    folder = os.path.join(shutil.copytree(source, "/tmp/source", symlinks=True), project)
    os.makedirs(folder, exist_ok=True)
    command = [tool, "pip", "compile", "--quiet", "--universal", "--format", "pylock.toml", "--no-header", "--no-annotate",
               "--python", sys.executable, "--output-file", LOCK, *options]
    if mode == "look-up":
        command += ["--no-deps", "--index-strategy", "unsafe-best-match"]
    if os.path.exists(INPUT + "/constraints.txt"):
        shutil.copy(INPUT + "/constraints.txt", os.path.join(folder, CONSTRAINTS))
        command += ["--constraints", CONSTRAINTS]
    shutil.copy(INPUT + "/requirements.txt", os.path.join(folder, REQUIREMENTS))
    uv.run(*command, REQUIREMENTS, cwd=folder)
    shutil.copy(os.path.join(folder, LOCK), out + "/pylock.toml")


main(*sys.argv[1:])
