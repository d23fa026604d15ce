"""Writes markers.json: markers, and what packaging says of each in each environment. See README.md."""

import itertools
import json
import random

from packaging.markers import InvalidMarker, Marker, UndefinedComparison

ENVIRONMENTS = [
    {"python": "3.13.5", "machine": "x86_64", "extras": [], "groups": []},
    {"python": "3.9.18", "machine": "aarch64", "extras": ["pg"], "groups": ["dev"]},
    {"python": "3.10.0", "machine": "x86_64", "extras": ["My_Extra"], "groups": ["Doc.s", "dev"]},
    {"python": "3.15.0rc1", "machine": "armv7l", "extras": [], "groups": ["test"]},
    {"python": "3.14.0", "machine": "riscv64", "extras": ["s3"], "groups": []},
    {"python": "3.11.7", "machine": "s390x", "extras": ["pg"], "groups": ["lint"]},
]

CHOSEN = """
python_version < "3.13"
python_version>="3.9"and python_version<"3.12"
"3.10" <= python_version
"3.10" > python_version
"3.1" in python_version
python_version in "3.9 3.10 3.11"
python_version not in "3.9, 3.10"
python_version ~= "3.10"
python_full_version ~= "3.13.2"
python_full_version ~= "3.11.7"
python_full_version ~= "3.15.0rc1"
python_full_version ~= "3.14.0.post1"
python_version === "3.13"
python_full_version === "3.15.0RC1"
python_full_version === "3.14"
python_version == "3.*"
python_version == "3.1.*"
python_full_version == "3.13.*"
python_full_version != "3.10.*"
python_full_version == "3.10.0.0.*"
python_full_version == "3.14"
python_full_version == "3.14.0+local"
python_full_version < "3.15"
python_full_version < "3.15.0rc2"
python_full_version <= "3.15"
python_full_version > "3.13.5.post1"
python_full_version > "3.13.5"
python_full_version >= "3.13.5+local"
python_version >= "3.10.*"
python_version > "3.9.dev1"
python_version == "v3.13"
python_version == " 3.13 "
python_version != "three"
python_version == "three"
python_version < "three"
python_version >= "3.9,<3.12"
implementation_version >= "3.11"
implementation_name == "cpython"
implementation_name == "pypy"
platform_python_implementation != "PyPy"
platform_python_implementation == "cpython"
python_implementation == "CPython"
platform.python_implementation == "CPython"
os.name == "posix"
os_name == "nt"
os_name >= "posix"
os_name > "aaa"
os_name < "zzz"
sys_platform == "linux"
sys.platform == 'win32'
sys_platform in "linux linux2"
sys_platform not in "darwin"
"linux" in sys_platform
"lin" in sys_platform
"win" not in sys_platform
sys_platform == "linux2" or sys_platform == "linux"
platform_system == "Linux"
platform_system == "linux"
platform.machine == "x86_64"
platform_machine in "x86_64 aarch64"
platform_machine not	in "x86_64 aarch64"
platform_machine == "arm64" or platform_machine == "aarch64"
platform_machine != "s390x" and platform_machine != "armv7l"
platform_machine == "3.13"
platform_release == ""
platform_release >= "5"
platform_release != "5"
platform_release == "generic"
platform_release != "generic"
platform_version == ""
platform_version != "#1 SMP"
platform.version in "abc"
extra == "pg"
extra != "pg"
"my.extra" == extra
extra == "MY--EXTRA"
extra == "pg" or extra == "s3"
extra == "pg" and python_version < "3.10"
"pg" in extras
"my-extra" in extras
"pg" not in extras
"Dev" in dependency_groups
"doc-s" in dependency_groups
"lint" not in dependency_groups
"test" in dependency_groups or "pg" in extras
(python_version < "3.10" or platform_machine == "x86_64") and sys_platform == "linux"
python_version < "3.10" or platform_machine == "x86_64" and sys_platform == "win32"
( ( python_version < "3.14" ) )
(python_version < "3.14") and (os_name == "posix" or (extra == "pg" and os_name == "nt"))
os_name ~= "posix"
os_name === "posix"
python_version ~= "3"
python_version ~= "three"
extras == "pg"
python_version
python_version >
python_version > 3.9
python_version ! "3.9"
python_version = "3.9"
> "3.9"
python_versions > "3.9"
(python_version > "3.9"
python_version > "3.9")
python_version > "3.9" and
python_version > "3.9" xor os_name == "posix"
python_version > "3.9' 
python_version not "3.9"
and
()
"""

ATOMS = list(itertools.product(
    ["python_version", "python_full_version", "implementation_version"],
    ["<", "<=", "==", "!=", ">=", ">", "~=", "in", "not in"],
    ["3.9", "3.10", "3.11.7", "3.13", "3.13.5", "3.14.0", "3.15.0rc1", "3.15.0.dev1", "3.15", "3.11.*", "4"],
)) + list(itertools.product(
    ["os_name", "sys_platform", "platform_machine", "platform_system", "implementation_name"],
    ["==", "!=", "in", "not in"],
    ["posix", "linux", "win32", "x86_64", "aarch64", "Linux", "cpython", "x86_64 aarch64 linux"],
)) + [("extra", op, name) for op in ["==", "!="] for name in ["pg", "s3", "My-Extra"]]


def atom(rng):
    variable, op, value = rng.choice(ATOMS)
    quote = rng.choice("'\"")
    sides = [variable, quote + value + quote]
    if rng.random() < 0.3:
        sides.reverse()
    return rng.choice(["{0} {1} {2}", "{0}  {1}\t{2} "]).format(sides[0], op, sides[1])


def generated(rng, depth=0):
    if depth == 3 or rng.random() < 0.4:
        return atom(rng)
    parts = [generated(rng, depth + 1) for _ in range(rng.randint(2, 3))]
    text = parts[0]
    for part in parts[1:]:
        text += rng.choice([" and ", " or "]) + part
    return f"({text})" if rng.random() < 0.5 else text


def answer(text, env):
    return Marker(text).evaluate({
        "os_name": "posix", "sys_platform": "linux", "platform_system": "Linux",
        "implementation_name": "cpython", "platform_python_implementation": "CPython",
        "platform_release": "", "platform_version": "", "platform_machine": env["machine"],
        "python_full_version": env["python"], "implementation_version": env["python"],
        "python_version": ".".join(env["python"].split(".")[:2]),
        "extra": (env["extras"] or [""])[0], "extras": set(env["extras"]),
        "dependency_groups": set(env["groups"]),
    }, context="lock_file")


def case(text):
    try:
        return {"marker": text, "want": [answer(text, env) for env in ENVIRONMENTS]}
    except (InvalidMarker, UndefinedComparison):
        return {"marker": text, "error": True}


def main():
    rng = random.Random(751)
    texts = CHOSEN.strip("\n").split("\n") + [generated(rng) for _ in range(250)]
    cases = [case(text) for text in dict.fromkeys(texts)]
    lines = ",\n    ".join(json.dumps(c) for c in cases)
    environments = ",\n    ".join(json.dumps(e) for e in ENVIRONMENTS)
    print(f'{{\n  "environments": [\n    {environments}\n  ],\n  "cases": [\n    {lines}\n  ]\n}}')


main()
