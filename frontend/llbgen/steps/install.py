"""Install one group of packages: install.py UV VENV LOCK PLATFORM COMPILE

Only wheels are installed: a source distribution would be built for the machine that builds, not for the one that runs.
"""

import sys

from common import finish_environment, run_uv


def main(uv, venv, lock, platform, compiled):
    run_uv(uv, "pip", "sync", "--preview-features", "pylock", "--python", venv + "/bin/python", "--no-build",
           "--python-platform", platform, "--link-mode", "copy", lock)
    finish_environment(venv, compiled)


main(*sys.argv[1:])
