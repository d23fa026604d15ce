"""What the steps share that change a whole root file system."""

import os
import tempfile

from common import MOMENT, SECRETS


def find_all_programs():
    """Let programs find those of an administrator, as dpkg wants: the PATH of an image may be a user's."""
    os.environ["PATH"] = os.environ.get("PATH", "/usr/bin:/bin") + ":/usr/local/sbin:/usr/sbin:/sbin"


def apt_options():
    """How apt is run, whatever for."""
    options = ["-c", os.path.join(os.path.dirname(os.path.abspath(__file__)), "apt.conf")]
    if os.path.exists(SECRETS + "/ca"):
        options += ["-o", "Acquire::https::CAInfo=" + SECRETS + "/ca"]
    return options


def now(root):
    """The moment in the words of the file system, whose clock is not the process's."""
    with tempfile.NamedTemporaryFile(dir=root) as probe:
        return os.stat(probe.name).st_ctime_ns


def settle(root, since):
    """Give every entry that was written since one moment."""
    device = os.lstat(root).st_dev
    for folder, folders, files in os.walk(root):
        links = [name for name in folders if os.path.islink(os.path.join(folder, name))]
        folders[:] = [name for name in folders if os.lstat(os.path.join(folder, name)).st_dev == device]
        for path in [os.path.join(folder, name) for name in files + links] + [folder]:
            if os.lstat(path).st_ctime_ns >= since:
                os.utime(path, (MOMENT, MOMENT), follow_symlinks=False)
