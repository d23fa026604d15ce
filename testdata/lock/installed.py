"""Writes what an environment holds into the "installed" of a test.json, where it has that key.

Arguments: the environment's folder, the file. A version that the file has as "*" stays so: any will do.
"""

import json
import re
import sys
from importlib.metadata import distributions
from pathlib import Path

BLOCK = re.compile(r'"installed": \{[^}]*\}')

environment, target = map(Path, sys.argv[1:3])
packages = next(environment.glob("lib/python3*/site-packages"))
found = {re.sub(r"[-_.]+", "-", d.name).lower(): d.version for d in distributions(path=[str(packages)])}
found.pop("pip", None)

text = target.read_text(encoding="utf-8")
if "installed" in json.loads(text):
    free = {name for name, version in json.loads(text)["installed"].items() if version == "*"}
    lines = [f'    "{name}": "{"*" if name in free else version}"' for name, version in sorted(found.items())]
    text = BLOCK.sub('"installed": {\n' + ",\n".join(lines) + "\n  }", text)
    target.write_text(text, encoding="utf-8")
