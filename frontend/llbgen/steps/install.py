"""Install one group of packages: install.py UV VENV LOCK PLATFORM COMPILE

Only wheels are installed: a source distribution would be built for the machine that builds, not for the one that runs.
"""

import os
import subprocess
import sys

from common import compile_tree, normalize, trust


def main(uv, venv, lock, platform, compiled):
    done = subprocess.run(
        [uv, "pip", "sync", "--preview-features", "pylock", "--python", venv + "/bin/python", "--no-build",
         "--python-platform", platform, "--link-mode", "copy", lock],
        env=trust(),
    )
    if done.returncode != 0:
        raise SystemExit(done.returncode)
    if os.path.exists(venv + "/.lock"):
        os.remove(venv + "/.lock")
    if compiled == "compile":
        # Tests inside packages are a third of all modules and run in no image.
        compile_tree(venv + "/lib", skip=r"/tests?/")
    normalize(venv)


if __name__ == "__main__":  # the workers of a process pool import this file
    main(*sys.argv[1:])
