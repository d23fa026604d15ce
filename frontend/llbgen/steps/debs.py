"""Install Debian packages into the root of another platform: debs.py ROOT NAME[=VERSION]...

apt finds and fetches them and dpkg unpacks them, both of this platform; nothing of the root or of the packages is run. The
scripts of a package do nothing when it is first installed, or what this program does in their place, or nobody here knows what. In
the last case, and where a package is not to be had, the root stays as it is but for a report.
"""

import sys

import names
from archive import Apt, configure_as, path
from common import REPORT, note
from deb import Package
from handlers import act, harmless
from layer import find_all_programs, now, settle
from ldcache import write_cache
from scripts import Table
from states import architecture, installed, mark
from triggers import awakened
from unpack import install, leads_out, scripts_of


def main(root, *wanted):
    find_all_programs()
    since = now(root)
    report = work(root, wanted)
    if report:
        note(root + REPORT, report)
    settle(root, since)


def work(root, wanted):
    own, before = architecture(root), installed(root)
    configure_as(root)
    apt = Apt(root, own)
    apt.update()
    refused = names.refused(apt, wanted, before)
    if refused:
        return {"refused": refused}
    chosen, gone = apt.resolve(wanted)
    packages = [Package(path(*each)) for each in chosen]
    table = Table()
    unknown = {package.name for package in packages if not understood(root, table, package, packages, before)}
    unknown |= {*gone, *awakened(root, packages, table.needless)}
    if unknown:
        return {"scripts": sorted(unknown)}
    if packages:  # none where the root has all that is wanted
        add(root, packages, own, table)
    asked = {each.partition("=")[0] for each in wanted}
    mark(root, own, asked, {package.name for package in packages} - asked - before.keys())
    return None


def add(root, packages, own, table):
    """Install packages, and do what their scripts would have done."""
    install(root, packages, own)
    for package in packages:
        for text, actions in table.scripts(package):
            for action in actions:
                act(root, action, text)
    write_cache(root)


def understood(root, table, package, packages, before):
    """Whether it is known what the scripts of a package do. Where another version was there before, nothing is.

    A package that can only be unpacked from within the root counts as one of which nothing is known.
    """
    if leads_out(root, package):
        return False
    if package.name in before:
        return not package.scripts and not scripts_of(root, package)
    files = [name for each in packages for name in each.files]
    return all(actions and all(harmless(root, action, files) for action in actions) for _, actions in table.scripts(package))


main(*sys.argv[1:])
