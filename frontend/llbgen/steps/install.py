"""Install one group of packages: install.py UV VENV LOCK PLATFORM COMPILE

Only wheels are installed: a source distribution would be built for the machine that builds, not for the one that runs.
"""

import subprocess
import sys

from common import finish_environment, trust


def main(uv, venv, lock, platform, compiled):
    done = subprocess.run(
        [uv, "pip", "sync", "--preview-features", "pylock", "--python", venv + "/bin/python", "--no-build",
         "--python-platform", platform, "--link-mode", "copy", lock],
        env=trust(),
    )
    if done.returncode != 0:
        raise SystemExit(done.returncode)
    finish_environment(venv, compiled)


main(*sys.argv[1:])
