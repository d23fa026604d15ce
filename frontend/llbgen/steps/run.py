"""Run a command that makes files of the image: run.py OUT WORKDIR, options, --, and the command

The command runs in WORKDIR, as root, in a root that is thrown away; see outputs.py for what is kept of it, in OUT.
"""

import argparse
import errno
import os
import subprocess
import sys
import threading

from appfiles import date, give
from common import SECRETS, compile_modules, normalize
from outputs import Outputs, inside

# Exit statuses by which the frontend knows what went wrong. A command's own is passed on where it cannot be taken for one
# that steps have.
FAILED = 94
OFFLINE = 97
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


def run(command, workdir, offline):
    """Run the command, and end the step if it fails."""
    try:
        process = subprocess.Popen(command, cwd=workdir, env=environment(), stdin=subprocess.DEVNULL,
                                   stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    except OSError as error:
        give_up(FAILED, "%s cannot be started: %s. %s" % (command[0], error.strerror, remedy(command[0], workdir, error.errno)))
    said = bytearray()
    reader = threading.Thread(target=follow, args=(process.stdout.fileno(), said), daemon=True)
    reader.start()
    status = process.wait()
    reader.join(2)  # something that it left running may hold its output open
    if status != 0:
        explain(command, status, offline and any(sign in said for sign in UNREACHABLE))


def remedy(program, workdir, code):
    """What helps where a program cannot be started."""
    if not os.path.isfile(os.path.join(workdir, program)):
        return ("What no package of the project brings can come from a package of the distribution: name it in the step's"
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


def explain(command, status, unreachable):
    message = "%s ended with %s." % (command[0], "exit status %d" % status if status > 0 else "signal %d" % -status)
    if unreachable:
        give_up(OFFLINE, message + " It looked for a network, and steps have none: write `network: true` if it needs one.")
    give_up(status if status in PASSED_ON else FAILED, message)


def give_up(status, message):
    sys.stderr.write("\n%s\n" % message)
    raise SystemExit(status)


def modules(files, folder):
    """Those that are modules of the application."""
    return [path for path in files if path.endswith(".py") and inside(path, folder) and os.path.isfile(path)]


def arguments():
    options, command = sys.argv[1:sys.argv.index("--")], sys.argv[sys.argv.index("--") + 1:]
    parser = argparse.ArgumentParser()
    parser.add_argument("out")
    parser.add_argument("workdir")
    for name in ("output", "watch", "writable"):
        parser.add_argument("--" + name, action="append", default=[])
    parser.add_argument("--owner", type=int)
    for name in ("compile", "offline"):
        parser.add_argument("--" + name, action="store_true")
    return parser.parse_args(options), command


def main():
    args, command = arguments()
    outputs = Outputs(args.output, args.watch)
    run(command, args.workdir, args.offline)
    for status, message in outputs.problems(args.workdir):
        give_up(status, message)
    new = outputs.take(args.out)
    if args.compile:
        compile_modules(modules(new, args.workdir), out=args.out)  # what the image has of old ones would count
    normalize(args.out)
    date(args.out)
    outputs.restore(args.out)
    for path in args.writable:
        if os.path.isdir(args.out + path):
            give(args.out + path, args.owner)


main()
