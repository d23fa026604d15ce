"""Makes a poetry.lock that was locked against a named source the lock of a project without one.

Run by the Python that has Poetry, in place: argument 1 is the project's folder.
"""

import re
import sys
from pathlib import Path

from poetry.factory import Factory

SOURCE = re.compile(r'\n\[package\.source\]\ntype = "legacy"\nurl = "[^"]*"\nreference = "pages"\n')
HASH = re.compile(r'^content-hash = ".*"$', re.MULTILINE)

folder = Path(sys.argv[1]).resolve()
lock = folder / "poetry.lock"
# The hash of what the lock was made from is Poetry's to tell; it counts the sources of pyproject.toml.
content_hash = Factory().create_poetry(folder).locker._get_content_hash()
text, sources = SOURCE.subn("", lock.read_text(encoding="utf-8"))
text, hashes = HASH.subn(f'content-hash = "{content_hash}"', text)
if sources != text.count("[[package]]") or hashes != 1:
    sys.exit(f"{lock} is not as Poetry is known to write it: {sources} sources, {hashes} hashes")
lock.write_text(text, encoding="utf-8")
