"""Writes tags.json: the tags that packaging accepts on some targets, the preferred first. See README.md."""

import json

from packaging import _manylinux, tags

TARGETS = [
    {"python": "3.13", "machine": "x86_64", "glibc": [2, 41]},
    {"python": "3.13", "machine": "aarch64", "glibc": [2, 41]},
    {"python": "3.9", "machine": "armv7l", "glibc": [2, 36]},
    {"python": "3.14", "machine": "x86_64", "musl": [1, 2]},
]


def platforms(target):
    """What packaging gives on such a machine, with the plain tag at the end, where uv has it."""
    machine = target["machine"]
    if "glibc" in target:
        _manylinux._have_compatible_abi = lambda *_: True
        _manylinux._get_glibc_version = lambda: _manylinux._GLibCVersion(*target["glibc"])
        _manylinux._is_compatible = lambda *_: True
        yield from _manylinux.platform_tags([machine])
    else:
        major, last = target["musl"]
        yield from (f"musllinux_{major}_{minor}_{machine}" for minor in range(last, -1, -1))
    yield f"linux_{machine}"


def accepted(target):
    version = tuple(int(part) for part in target["python"].split("."))
    interpreter = "cp" + target["python"].replace(".", "")
    own = list(platforms(target))
    yield from tags.cpython_tags(version, [interpreter], own)
    yield from tags.compatible_tags(version, interpreter, own)


def main():
    lines = (json.dumps(target | {"tags": [str(tag) for tag in accepted(target)]}) for target in TARGETS)
    print("[\n  " + ",\n  ".join(lines) + "\n]")


main()
