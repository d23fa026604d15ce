"""Counts the stock, and says where its libraries come from."""

import json
import os
from importlib.metadata import version
from importlib.util import find_spec

import abacus
import humanize
import ticker
from packaging.version import Version
from tabulate import tabulate

STOCK = [("tea", 1200), ("cake", 34)]

if __name__ == "__main__":
    print(tabulate(STOCK, headers=("what", "pieces")))
    print(json.dumps({
        "abacus": abacus.total(pieces for _, pieces in STOCK),
        "ticker": [ticker.tick(), ticker.tick()],
        "compiled": ticker.__file__.endswith(".so"),
        "total": humanize.intcomma(abacus.total(pieces for _, pieces in STOCK)),
        "new_humanize": Version(version("humanize")) > Version("4.10"),
        "packaging": Version(version("packaging")).major,
        "found": [name for name in ("tabulate", "wcwidth", "pytest") if find_spec(name)],
        "uid": os.getuid(),
    }, sort_keys=True))
