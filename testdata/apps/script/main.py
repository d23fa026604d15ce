"""A script that needs nothing but Python."""

import json
import os
import platform
import sys

import report

print(json.dumps({
    "python": platform.python_version(),
    "uid": os.getuid(),
    "arguments": sys.argv[1:],
    "folder": os.getcwd(),
    "compiled": os.path.exists(report.__cached__) and os.path.exists(json.__cached__),
    "report": report.summary(sys.argv[1:]),
}, sort_keys=True))
