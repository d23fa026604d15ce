"""Says when a parcel arrives.

Usage: main.py [--days=N] <shipped>
"""

import json
import os
from importlib.util import find_spec

import arrow
import docopt
import humanize

if __name__ == "__main__":
    given = docopt.docopt(__doc__)
    shipped = arrow.get(given["<shipped>"])
    days = int(given["--days"] or "3")
    print(json.dumps({
        "arrives": shipped.shift(days=days).format("dddd, D MMMM"),
        "days": humanize.apnumber(days),
        "docopt": docopt.__version__,
        "colorama": find_spec("colorama") is not None,
        "uid": os.getuid(),
    }, sort_keys=True))
