"""Facts about the process and the files that it runs from."""

import json.decoder
import os
import stat
from importlib.metadata import files
from pathlib import Path

import fastapi.routing

CODE = Path(__file__).resolve()
OTHERS_WRITE = stat.S_IWGRP | stat.S_IWOTH


def user_id() -> int:
    """The account that the process runs as."""
    return os.getuid()


def code_writable() -> bool:
    """Whether this process could change its own code if the file system let it."""
    facts = (CODE.stat(), CODE.parent.stat())
    return any(f.st_uid == os.getuid() or f.st_mode & OTHERS_WRITE for f in facts)


def one_copy() -> bool:
    """Whether the package runs from the application's own folder and lies nowhere else."""
    installed = [f for f in files("shop-front") or [] if f.name == CODE.name]
    return CODE == Path("/app/src/shop_front/state.py") and not installed


def bytecode() -> dict[str, bool]:
    """Whether modules of each kind were loaded from compiled files."""
    return {
        "stdlib": os.path.exists(json.decoder.__cached__),
        "dependencies": os.path.exists(fastapi.routing.__cached__),
        "app": os.path.exists(__cached__),
    }
