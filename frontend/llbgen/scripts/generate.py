"""Write what is known of the scripts of Debian packages into steps/scripts.txt: generate.py FOLDER

FOLDER is what gather.py filled. A script of which shell.py finds that it does nothing that counts gets its line by itself; the lines of
others are in reviewed.txt, with the reason, written by somebody who read the script. The rest is shown.
"""

import os
import re
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE + "/../steps")

from scripts import digest, plain  # noqa: E402: the steps are beside this folder
from shell import reached  # noqa: E402

# What needs not be done. The cache of libraries is always written; services are for machines that boot.
NEEDLESS = re.compile(r"(ldconfig|(update-rc\.d|invoke-rc\.d|deb-systemd-helper|deb-systemd-invoke|systemctl) .*|\. /usr/share/debconf/confmodule|db_purge)$")

# Programs that scripts call if they are there, with their places.
IF_THERE = {
    "update-menus": "/usr/bin/update-menus",
    "update-icon-caches": "/usr/sbin/update-icon-caches",
    "update-gsfontmap": "/usr/sbin/update-gsfontmap",
    "update-mime": "/usr/sbin/update-mime",
    "py3compile": "/usr/bin/py3compile",
    "pypy3compile": "/usr/bin/pypy3compile",
    "aspell-autobuildhash": "/usr/sbin/aspell-autobuildhash",
    "systemd-tmpfiles": "/usr/bin/systemd-tmpfiles",
}


def main(folder):
    known, rest = reviewed(), []
    for name in sorted(os.listdir(folder)):
        with open(os.path.join(folder, name), "rb") as file:
            text = file.read()
        package, kind, _ = name.rsplit(".", 2)
        key = (package, kind, digest(text))
        actions = known.get(key) or actions_of(reached(kind, plain(text)))
        if actions:
            known[key] = actions
        else:
            rest.append((" ".join(key), reached(kind, plain(text))))
    with open(HERE + "/../steps/scripts.txt", "w", encoding="utf-8") as file:
        file.writelines(" ".join([*key, *actions]) + "\n" for key, actions in sorted(known.items()))
    for key, effects in rest:
        print(key, "|", "; ".join(effects)[:200])


def reviewed():
    with open(HERE + "/reviewed.txt", encoding="utf-8") as file:
        rows = [line.partition("#")[0].split() for line in file]
    return {tuple(row[:3]): row[3:] for row in rows if row}


def actions_of(effects):
    """What a script does that runs some commands; None where that is not plain."""
    left = [line for line in effects if not NEEDLESS.match(line)]
    places = {IF_THERE[word] for line in left if (word := line.split()[0]) in IF_THERE}
    left = [line for line in left if line.split()[0] not in IF_THERE]
    if any(not re.match(r"update-alternatives( --quiet)? --install ", line) or set("$`") & set(line) for line in left):
        return None
    actions = ["alternatives"] * bool(left) + ["without:" + ",".join(sorted(places))] * bool(places)
    return actions or ["nothing"]


main(*sys.argv[1:])
