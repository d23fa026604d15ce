"""Export uv.lock as one canonical lock: lock.py UV OUT ARGUMENT...

OUT/pylock.toml is the lock. When uv refuses, OUT/problem.txt says why instead: without a network the inputs alone
decide, so the answer may be cached like any other.
"""

import os
import subprocess
import sys


def main(uv, out, *arguments):
    lock = os.path.join(out, "pylock.toml")
    done = subprocess.run(
        [uv, "export", "--quiet", "--python", sys.executable, "--output-file", lock, *arguments],
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
    )
    if done.returncode != 0:
        with open(os.path.join(out, "problem.txt"), "w", encoding="utf-8") as file:
            file.write(done.stderr)


if __name__ == "__main__":  # the workers of a process pool import this file
    main(*sys.argv[1:])
