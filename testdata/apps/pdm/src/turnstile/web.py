"""The pages."""

import os
from importlib.metadata import version
from importlib.util import find_spec

from flask import Flask

from turnstile.count import Count

OPTIONAL = ("prometheus_client", "redis", "pyflakes", "pytest")


def create() -> Flask:
    """The application, with a count of its own."""
    app = Flask("turnstile")
    count = Count()

    @app.get("/")
    def visit() -> dict[str, int]:
        return {"visitors": count.visit()}

    @app.get("/health")
    def health() -> dict[str, object]:
        return {
            "status": "ok",
            "version": version("turnstile"),
            "uid": os.getuid(),
            "found": [name for name in OPTIONAL if find_spec(name)],
        }

    @app.get("/metrics")
    def metrics() -> tuple[bytes, dict[str, str]]:
        return count.exposition(), {"Content-Type": "text/plain; version=0.0.4"}

    return app
