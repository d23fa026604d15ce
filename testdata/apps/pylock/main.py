"""Prints an invoice, and signs its number."""

import os
from importlib.util import find_spec
from pathlib import Path

import jinja2
import markupsafe
from itsdangerous import Signer

ITEMS = ({"name": "tea", "cents": 450}, {"name": "cake", "cents": 380})

if __name__ == "__main__":
    template = jinja2.Template(Path(__file__).with_name("invoice.txt").read_text(encoding="utf-8"))
    print(template.render(number=12, customer="Smith & Sons", items=ITEMS))
    print("signed:", Signer("not a secret").unsign(Signer("not a secret").sign("12")).decode())
    print("speedups:", markupsafe._escape_inner.__module__)
    print("colorama:", find_spec("colorama") is not None)
    print("account:", os.getuid())
