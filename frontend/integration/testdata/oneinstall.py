"""Install everything that a lock and a list of hashed requirements name into a new environment, as its user would."""

import compileall
import os
import py_compile
import re
import subprocess
import sys

VENV, LOCK = "/app/.venv", "/dev/lock"
subprocess.run([sys.executable, "-m", "venv", "--without-pip", VENV], check=True)
environment = {
    **os.environ, "UV_CACHE_DIR": "/tmp/uv", "UV_NO_INSTALLER_METADATA": "1", "UV_PYTHON_DOWNLOADS": "never",
    **({"SSL_CERT_FILE": "/dev/ca"} if os.path.exists("/dev/ca") else {}),
}


def uv(*command):
    options = ("--python", VENV + "/bin/python", "--no-build", "--python-platform", "x86_64-manylinux_2_40", "--link-mode", "copy")
    subprocess.run(["/dev/uv", "pip", command[0], *options, *command[1:]], check=True, cwd=LOCK, env=environment)


uv("sync", "--preview-features", "pylock", "--allow-empty-requirements", LOCK + "/pylock.one.toml")
uv("install", "--no-deps", "--require-hashes", "--index-strategy", "unsafe-best-match", "--requirement", LOCK + "/one.txt")
compileall.compile_dir(VENV + "/lib", maxlevels=64, quiet=2, rx=re.compile("/tests?/"), workers=0,
                       invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH)
