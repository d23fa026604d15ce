"""Put each file under a name that its content decides, as bundlers do: bundle.py SOURCE OUT"""

import hashlib
import json
import sys
from pathlib import Path

source, out = map(Path, sys.argv[1:])
out.mkdir()
names = {}
for file in sorted(source.iterdir()):
    data = b"\n".join(line.strip() for line in file.read_bytes().splitlines())
    names[file.name] = "%s.%s%s" % (file.stem, hashlib.sha256(data).hexdigest()[:8], file.suffix)
    (out / names[file.name]).write_bytes(data)
(out / "manifest.json").write_text(json.dumps(names))
