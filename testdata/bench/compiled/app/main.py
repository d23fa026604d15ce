"""Says with what it would talk to a directory: python-ldap, compiled, on the system's client library."""

import json
import os

import click
import ldap
import structlog

log = structlog.get_logger()


@click.command()
def report():
    """One line of JSON."""
    answer = {"ldap": ldap.__version__, "tls": ldap.TLS_AVAIL > 0, "vendor": ldap.VENDOR_VERSION > 20000, "uid": os.getuid()}
    print(json.dumps(answer, sort_keys=True))


if __name__ == "__main__":
    report()
