"""Export uv.lock as one canonical lock: lock.py UV OUT ARGUMENT...

OUT/pylock.toml is the lock. When uv refuses, OUT/problem.txt says why instead: without a network the inputs alone
decide, so the answer may be cached like any other.
"""

import os
import subprocess
import sys

# uv answers 1 where the project is at fault and 2 for every other error it knows of. Anything else, such as a signal, is
# the machine's fault, and must not be remembered.
REFUSED = (1, 2)


def main(uv, out, *arguments):
    lock = os.path.join(out, "pylock.toml")
    done = subprocess.run(
        [uv, "export", "--quiet", "--python", sys.executable, "--output-file", lock, *arguments],
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
    )
    if done.returncode in REFUSED:
        with open(os.path.join(out, "problem.txt"), "w", encoding="utf-8") as file:
            file.write(done.stderr)
    elif done.returncode != 0:
        raise SystemExit(done.stderr or "uv ended with status %d" % done.returncode)


main(*sys.argv[1:])
