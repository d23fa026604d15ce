"""The console script."""

import signal
import sys

import waitress

from turnstile.web import create


def main() -> None:
    """Serves until SIGTERM or SIGINT."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    waitress.serve(create(), host="0.0.0.0", port=8000, threads=2)
