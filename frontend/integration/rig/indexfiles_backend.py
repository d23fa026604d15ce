"""A build backend (PEP 517) without dependencies: src/ becomes a wheel with the metadata of PKG-INFO.

It is pure, unless there is a file `compiles` beside this one: then it is for the machine of the interpreter that builds it, and a module
_machine in it says which that is. Each file of C in src/ becomes an extension module, which takes gcc.
"""

import base64
import email
import hashlib
import pathlib
import platform
import subprocess
import sysconfig
import zipfile

WHEEL = "Wheel-Version: 1.0\nGenerator: rig\nRoot-Is-Purelib: %s\nTag: %s\n"


def build_wheel(wheel_directory, config_settings=None, metadata_directory=None):
    metadata = pathlib.Path("PKG-INFO").read_bytes()
    message = email.message_from_bytes(metadata)
    stem = message["Name"].replace("-", "_") + "-" + message["Version"]
    files = source_files(pathlib.Path("src"))
    compiles = pathlib.Path(__file__).with_name("compiles").exists()
    tag = "py3-none-" + sysconfig.get_platform().replace("-", "_").replace(".", "_") if compiles else "py3-none-any"
    if compiles:
        files |= {path.with_suffix(".so").name: extension(path) for path in pathlib.Path("src").glob("*.c")}
        files["_machine.py"] = ("MACHINE = %r\n" % platform.machine()).encode()
    files[stem + ".dist-info/METADATA"] = metadata
    files[stem + ".dist-info/WHEEL"] = (WHEEL % (str(not compiles).lower(), tag)).encode()
    files[stem + ".dist-info/RECORD"] = record(files, stem + ".dist-info/RECORD")
    name = stem + "-" + tag + ".whl"
    with zipfile.ZipFile(pathlib.Path(wheel_directory, name), "w") as archive:
        for path in sorted(files):
            archive.writestr(zipfile.ZipInfo(path), files[path])
    return name


def extension(source):
    subprocess.run(["gcc", "-shared", "-fPIC", "-I" + sysconfig.get_path("include"), "-o", "build/out", source], check=True)
    return pathlib.Path("build/out").read_bytes()


def source_files(root):
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def record(files, own_name):
    lines = []
    for path in sorted(files):
        digest = base64.urlsafe_b64encode(hashlib.sha256(files[path]).digest()).rstrip(b"=").decode()
        lines.append(f"{path},sha256={digest},{len(files[path])}\n")
    return "".join([*lines, f"{own_name},,\n"]).encode()
