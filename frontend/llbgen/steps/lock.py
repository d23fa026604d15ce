"""Export what uv has locked as one canonical lock: lock.py UV OUT SOURCE PROJECT ARGUMENT...

SOURCE holds the manifests, PROJECT is the project's folder in it. OUT/pylock.toml is the lock. When uv refuses,
OUT/problem.txt says why instead: without a network the inputs alone decide, so the answer may be cached like any other.
Where the arguments do not say --offline, a failure ends the step.
"""

import os
import shutil
import sys

import uv

# uv answers 1 where the project is at fault and 2 for every other error it knows of. Anything else, such as a signal, is
# the machine's fault, and must not be remembered.
REFUSED = (1, 2)

# What uv says of a lock that does not match its manifest, whether it has a network or not.
STALE = "needs to be updated"


def main(tool, out, source, project, *arguments):
    offline = "--offline" in arguments
    if not offline:
        source = shutil.copytree(source, "/tmp/source", symlinks=True)  # where uv may write a lock and what builds leave
    lock = out + "/pylock.toml"
    # To standard output, because paths in the lock are relative to the file that uv writes.
    with open(lock, "wb") as file:
        status, said = uv.attempt(tool, "export", "--quiet", "--python", sys.executable, *arguments,
                                  cwd=os.path.join(source, project), stdout=file)
    if status != 0:
        os.remove(lock)
    if status in REFUSED and (offline or STALE in said):
        with open(out + "/problem.txt", "w", encoding="utf-8") as file:
            file.write(said)
    elif status != 0:
        uv.give_up(status, said)


main(*sys.argv[1:])
