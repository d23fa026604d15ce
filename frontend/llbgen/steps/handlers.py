"""Do what scripts of packages would do when they are first installed. A script does one or more of these:

nothing                          it acts on other occasions, or on services, which no container starts
without:PATTERN,PATTERN...       nothing, as long as no file that matches is installed
alternatives                     what its calls of update-alternatives say
alternative:LINK:NAME:PATH:PRIORITY
link:PATH:TARGET, touch:PATH, copy:PATH:SOURCE, folder:PATH:MODE:GROUP    unless the path is there
setgid:PROGRAM:NAME              let a program run as a group of its own, which is added
"""

import glob
import os
import re
import shlex
import shutil
import subprocess

from rootfs import inside

# Numbers of groups of the system, of which a new one gets the first that is free (adduser.conf(5)).
SYSTEM_GROUPS = range(100, 1000)

INSTALL = re.compile(r"update-alternatives\s+(--quiet\s+)?--install\s")


def harmless(root, action, files):
    """Whether an action can be taken, files being those of the packages that are about to be installed."""
    name, _, rest = action.partition(":")
    patterns = rest.split(",") if name == "without" else []
    return not any(glob.glob(glob.escape(root) + pattern) or matching(files, pattern) for pattern in patterns)


def matching(files, pattern):
    wanted = re.compile(re.escape(pattern.lstrip("/")).replace(r"\*", "[^/]*"))
    return any(wanted.fullmatch(name) for name in files)


def act(root, action, text):
    name, *arguments = action.split(":")
    if name in ACTIONS:
        ACTIONS[name](root, *arguments)
    elif name == "alternatives":
        calls = (line.strip() for line in text.decode().replace("\\\n", " ").splitlines())
        for line in filter(INSTALL.match, calls):
            words = shlex.split(re.split(r"\|\||&&|;|\s#", line)[0])
            alternative(root, *words[words.index("--install") + 1:])


def alternative(root, *arguments):
    # The program is a part of dpkg, and of no platform.
    log = ["--log", "/dev/null"]
    subprocess.run(["update-alternatives", "--root", root, *log, "--quiet", "--install", *arguments], check=True)


def unless_there(make):
    def do(root, path, *arguments):
        place = inside(root, path)
        if not os.path.lexists(place):
            os.makedirs(os.path.dirname(place), exist_ok=True)
            make(root, place, *arguments)
    return do


def link(root, place, target):
    os.symlink(target, place)


def touch(root, place):
    with open(place, "x", encoding="utf-8"):
        pass


def copy(root, place, source):
    shutil.copy2(inside(root, source), place)


def folder(root, place, mode="755", group="0"):
    os.mkdir(place)
    os.chown(place, 0, int(group))
    os.chmod(place, int(mode, 8))


def setgid(root, program, name):
    place = inside(root, program)
    os.chown(place, 0, group(root, name))
    os.chmod(place, 0o2755)


def group(root, name):
    """The number of a group of the system, which is added where it is not there."""
    with open(inside(root, "/etc/group"), "r+", encoding="utf-8") as file:
        taken = {line.split(":")[0]: int(line.split(":")[2]) for line in file if line.count(":") == 3}
        if name not in taken:
            taken[name] = next(number for number in SYSTEM_GROUPS if number not in taken.values())
            file.write("%s:x:%d:\n" % (name, taken[name]))
            with open(inside(root, "/etc/gshadow"), "a", encoding="utf-8") as shadow:
                shadow.write(name + ":!::\n")
    return taken[name]


ACTIONS = {"alternative": alternative, "setgid": setgid, "link": unless_there(link), "touch": unless_there(touch), "copy": unless_there(copy),
           "folder": unless_there(folder)}
