"""Hands orders from one queue to another; with --once it only says how it is and ends."""

import json
import os
import signal
import sys
import threading
from importlib.util import find_spec

import structlog

from courier import announce, packed

MODULES = ("pika", "redis", "structlog", "prometheus_client", "pytest", "markdown")

log = structlog.get_logger()


def report() -> dict[str, object]:
    """What a test wants to know."""
    return {
        "found": [name for name in MODULES if find_spec(name)],
        "order": packed("orders", {"id": 7, "items": 2}),
        "properties": announce("order-7"),
        "uid": os.getuid(),
    }


def serve() -> None:
    """Waits for work until SIGTERM or SIGINT."""
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    log.info("waiting for orders")
    stop.wait()
    log.info("stopped")


if __name__ == "__main__":
    if "--once" in sys.argv[1:]:
        print(json.dumps(report(), sort_keys=True))
    else:
        serve()
