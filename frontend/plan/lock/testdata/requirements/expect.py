"""Fills in what pip's own parser makes of cases.json. See README.md."""

import json
import os
import re
import sys
import tempfile
from optparse import Values
from pathlib import Path

from pip._internal.index.collector import LinkCollector
from pip._internal.index.package_finder import PackageFinder
from pip._internal.models.release_control import ReleaseControl
from pip._internal.models.search_scope import SearchScope
from pip._internal.models.selection_prefs import SelectionPreferences
from pip._internal.network.session import PipSession
from pip._internal.req.constructors import install_req_from_parsed_requirement
from pip._internal.req.req_file import parse_requirements
from pip._internal.req.req_install import check_invalid_constraint_type
from pip._internal.utils.misc import remove_auth_from_url
from pip._vendor.packaging.utils import canonicalize_name


def described(parsed, root):
    req = install_req_from_parsed_requirement(parsed)
    if parsed.constraint and (problem := check_invalid_constraint_type(req)):
        raise ValueError(problem)
    place = re.match(r"-[rc] (.*) \(line (\d+)\)$", parsed.comes_from)
    extras = set(req.extras) | (set(req.req.extras) if req.req else set())
    out = {
        "file": os.path.relpath(place[1], root),
        "line": int(place[2]),
        "name": canonicalize_name(req.name) if req.name else "",
        "extras": sorted(canonicalize_name(e) for e in extras),
        "marker": str(req.markers or ""),
        "hashes": sorted(f"{a}:{d}" for a, ds in req.hash_options.items() for d in ds),
    }
    if not req.link:
        out["specifier"] = sorted(str(s) for s in req.req.specifier)
        return out
    link = req.link
    url = remove_auth_from_url(link.url_without_fragment)
    if link.scheme == "file":
        out["path"] = os.path.relpath(link.file_path, root)
        out["editable"] = req.editable
    else:
        out["url"] = url
        out["subdirectory"] = link.subdirectory_fragment or ""
        out["digest"] = f"{link.hash_name}:{link.hash}" if link.hash_name else ""
    return out


def read(root):
    session = PipSession()
    collector = LinkCollector(session=session, search_scope=SearchScope(find_links=[], index_urls=[], no_index=False))
    preferences = SelectionPreferences(allow_yanked=False, release_control=ReleaseControl())
    finder = PackageFinder.create(link_collector=collector, selection_prefs=preferences)
    options = Values({"require_hashes": False, "features_enabled": []})
    lines, constraints = [], []
    for parsed in parse_requirements("requirements.txt", session, finder=finder, options=options):
        (constraints if parsed.constraint else lines).append(described(parsed, root))
    links = [os.path.relpath(l, root) if l.startswith("/") else remove_auth_from_url(l) for l in finder.find_links]
    return {
        "lines": lines,
        "constraints": constraints,
        "indexes": [remove_auth_from_url(u) for u in finder.index_urls],
        "find_links": links,
        "no_index": finder.search_scope.no_index,
        "require_hashes": bool(options.require_hashes),
        "no_binary": sorted(finder.format_control.no_binary),
        "only_binary": sorted(finder.format_control.only_binary),
        "pre": ":all:" in finder.release_control.all_releases,
    }


def run(case):
    with tempfile.TemporaryDirectory() as folder:
        root = os.path.realpath(folder)
        for name, text in case["files"].items():
            path = Path(root, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode(case.get("encoding", "utf-8")))
        os.chdir(root)
        try:
            return read(root)
        except Exception as problem:
            print(case["name"], type(problem).__name__, str(problem).replace("\n", " ")[:150], file=sys.stderr)
            return {"error": type(problem).__name__}
        finally:
            os.chdir("/")


path = Path(sys.argv[1]).resolve()
cases = json.loads(path.read_text())
for case in cases:
    case["pip"] = run(case)
path.write_text(json.dumps(cases, indent=1) + "\n")
