"""Takes orders from a queue and files them; with --once it only says how it is and ends."""

import importlib
import json
import os
import signal
import sys
import threading

import structlog

from orders import describe

LIBRARIES = ("pika", "pymongo", "structlog")
TOOLS = ("black", "isort", "autoflake")

log = structlog.get_logger()


def importable(names):
    """Names of those modules that import."""
    found = []
    for name in names:
        try:
            importlib.import_module(name)
        except ImportError:
            continue
        found.append(name)
    return found


def report():
    """What a test wants to know about the environment."""
    return {
        "libraries": importable(LIBRARIES),
        "tools": importable(TOOLS),
        "uid": os.getuid(),
        "order": describe({"id": 7, "items": 2}),
    }


def serve():
    """Waits for work until SIGTERM or SIGINT."""
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    log.info("waiting for orders", modules=importable(LIBRARIES))
    stop.wait()
    log.info("stopped")


if __name__ == "__main__":
    if "--once" in sys.argv[1:]:
        print(json.dumps(report(), sort_keys=True))
    else:
        serve()
