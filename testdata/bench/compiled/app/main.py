"""Says with what it would talk to PostgreSQL: the compiled half of psycopg, on the system's client library."""

import json
import os

import click
import structlog
from psycopg import pq

log = structlog.get_logger()


@click.command()
def report():
    """One line of JSON."""
    print(json.dumps({"implementation": pq.__impl__, "libpq": pq.version() > 0, "uid": os.getuid()}, sort_keys=True))


if __name__ == "__main__":
    report()
