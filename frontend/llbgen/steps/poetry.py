"""Install Poetry, or have it export a lock: poetry.py install UV OUT | poetry.py export OUT SOURCE PROJECT ARGUMENT...

To install, every package of Poetry's own closure comes by its hash (poetry-requirements.txt). To export, SOURCE holds the
manifest and the lock of the folder PROJECT, and Poetry lies in /poetry. OUT/requirements.txt is the lock in pip's format.
When Poetry refuses, OUT/problem.txt says why instead: it has no network, so its inputs alone decide.
"""

import os
import shutil
import subprocess
import sys

import uv

# Poetry answers 1 where the project is at fault; anything else is the machine's fault, and must not be remembered.
REFUSED = 1


def install(tool, out):
    closure = os.path.join(os.path.dirname(os.path.abspath(__file__)), "poetry-requirements.txt")
    uv.run(tool, "pip", "install", "--python", sys.executable, "--target", out, "--no-deps", "--require-hashes", "--no-build",
           "--link-mode", "copy", "--requirement", closure)


def export(out, source, project, *arguments):
    # A copy, because Poetry may write beside the project.
    source = shutil.copytree(source, "/tmp/source", symlinks=True)
    lock = out + "/requirements.txt"
    env = dict(os.environ, PYTHONPATH="/poetry", HOME="/tmp", POETRY_VIRTUALENVS_CREATE="false", POETRY_NO_INTERACTION="1")
    done = subprocess.run([sys.executable, "-m", "poetry", "export", "--format", "requirements.txt", "--output", lock, *arguments],
                          cwd=os.path.join(source, project), env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if done.returncode == REFUSED:
        with open(out + "/problem.txt", "w", encoding="utf-8") as file:
            file.write(done.stdout)
    elif done.returncode != 0:
        raise SystemExit(done.stdout or "Poetry ended with status %d" % done.returncode)


{"install": install, "export": export}[sys.argv[1]](*sys.argv[2:])
