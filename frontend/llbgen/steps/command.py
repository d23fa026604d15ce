"""Run a command of the spec file, and say what is wrong with it where it cannot be started or fails."""

import contextlib
import errno
import os
import subprocess
import sys
import threading

from common import SECRETS

# Exit statuses by which the frontend knows what went wrong. A command's own is passed on where it cannot be taken for one
# that steps have.
FAILED = 94
PASSED_ON = range(1, 80)

# What programs say when they look for a network that is not there.
UNREACHABLE = (b"Temporary failure in name resolution", b"Network is unreachable", b"Could not resolve",
               b"Name or service not known", b"failed to lookup address", b"getaddrinfo E", b"dns error")

# Variables by which programs find the secrets that a step with a network is given.
GIVEN = {
    "ca": ("SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "GIT_SSL_CAINFO", "NODE_EXTRA_CA_CERTS"),
    "netrc": ("NETRC",),
}

# How many bytes of what a command says are kept to look at.
TAIL = 1 << 16

# Where a step that fails leaves what its error is to quote, and how many bytes of it. The frontend reads it in the output, which is
# not the layer of anything then.
SAID = "/out/.pyapp-said"
QUOTED = 1 << 12


def outcome(command, workdir, env, **account):
    """How the command ended, and the end of what it said; as another user, where options of Popen name one."""
    try:
        process = subprocess.Popen(command, cwd=workdir, env=env, stdin=subprocess.DEVNULL,
                                   stdout=subprocess.PIPE, stderr=subprocess.STDOUT, **account)
    except OSError as error:
        give_up(FAILED, "%s cannot be started: %s. %s" % (command[0], error.strerror, remedy(command[0], workdir, error.errno)))
    said = bytearray()
    reader = threading.Thread(target=follow, args=(process.stdout.fileno(), said), daemon=True)
    reader.start()
    status = process.wait()
    reader.join(2)  # something that it left running may hold its output open
    return status, bytes(said)


def unreachable(said):
    """Whether a program looked for a network that is not there, by what it said."""
    return any(sign in said for sign in UNREACHABLE)


def remedy(program, workdir, code):
    """What helps where a program cannot be started."""
    if not os.path.isfile(os.path.join(workdir, program)):
        return ("What no package of the project brings can come from a package of the distribution: name it in"
                " `system-libs`.")
    if "/" not in program:
        return "What lies in the application's folder is run as ./%s." % program
    if code == errno.EACCES:
        return "The file may not be executed: `chmod +x` it, or have a program run it, as in [python, %s]." % program
    return "Its first line has to name a program that is there, as #!/bin/sh does, and to end without a carriage return."


def environment():
    env = dict(os.environ)
    for name, variables in GIVEN.items():
        path = os.path.join(SECRETS, name)
        if os.path.exists(path):
            env = {**dict.fromkeys(variables, path), **env}
    return env


def follow(stream, said):
    """Show what the command says as it says it, and keep the end."""
    while part := os.read(stream, TAIL):
        os.write(1, part)
        said += part
        del said[:-TAIL]


def ended(command, status):
    return "%s ended with %s." % (command[0], "exit status %d" % status if status > 0 else "signal %d" % -status)


def passed_on(status):
    return status if status in PASSED_ON else FAILED


def give_up(status, message, said=b""):
    with contextlib.suppress(OSError), open(SAID, "wb") as file:
        file.write(said[-QUOTED:])
    sys.stderr.write("\n%s\n" % message)
    raise SystemExit(status)
