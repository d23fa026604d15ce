"""Run the tests of an application in its image: test.py WORKDIR UID GID, options, --, and the command

The command runs as the user of the image, in a root that is thrown away. There the working directory is the user's, because
that is where tools for tests leave what they found: .pytest_cache, .coverage.
"""

import argparse
import os
import pwd
import sys

from command import ended, environment, give_up, outcome, passed_on, unreachable


def home(uid):
    try:
        return pwd.getpwuid(uid).pw_dir
    except KeyError:
        return "/tmp"


def arguments():
    options, command = sys.argv[1:sys.argv.index("--")], sys.argv[sys.argv.index("--") + 1:]
    parser = argparse.ArgumentParser()
    parser.add_argument("workdir")
    parser.add_argument("uid", type=int)
    parser.add_argument("gid", type=int)
    parser.add_argument("--offline", action="store_true")
    return parser.parse_args(options), command


def main():
    args, command = arguments()
    os.chown(args.workdir, args.uid, args.gid)
    env = environment()
    if env.get("HOME", home(0)) == home(0):  # who runs this step, and not a variable of the image
        env["HOME"] = home(args.uid)
    status, said = outcome(command, args.workdir, env, user=args.uid, group=args.gid, extra_groups=[])
    if status == 0:
        return
    message = ended(command, status)
    if args.offline and unreachable(said):
        message += " It may have looked for a network, and there is none: `test: {network: true}` gives it one."
    give_up(passed_on(status), message, said)


main()
