"""Run a command that makes files of the image: run.py OUT WORKDIR, options, --, and the command

The command runs in WORKDIR, as root, in a root that is thrown away; see outputs.py for what is kept of it, in OUT.
"""

import argparse
import os
import sys

from appfiles import date, give
from command import ended, environment, give_up, outcome, passed_on, unreachable
from common import compile_modules, normalize
from outputs import Outputs, inside

# Exit status of a command that looked for a network where none is.
OFFLINE = 97


def run(command, workdir, offline):
    """Run the command, and end the step if it fails."""
    status, said = outcome(command, workdir, environment())
    if status != 0 and offline and unreachable(said):
        give_up(OFFLINE, ended(command, status) + " It looked for a network, and steps have none: write `network: true` if it"
                " needs one.")
    if status != 0:
        give_up(passed_on(status), ended(command, status), said)


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
    for status, message, short in outputs.problems(args.workdir):
        give_up(status, message, short.encode(errors="replace"))
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
