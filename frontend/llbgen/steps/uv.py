"""Run uv, and turn its failures into what a user of ours can do about them."""

import re
import subprocess
import sys

import trust

# What uv or git says, the exit status that tells the frontend of it, and what to say. The first that fits counts. An exit
# status other than 0 is never remembered, so another try is a real one.
FAILURES = (
    (("qemu: uncaught target signal",), 93,
     "The emulator of the builder crashed. Try again, with a newer emulator, or on a builder of the image's platform."),
    (("UnknownIssuer", "certificate verification failed", "server verification failed"), 80,
     "The network re-signs TLS with a certificate that this step does not know, or the index has one of a private"
     " authority. Give the build your certificates: --secret id=ca,src=/etc/ssl/certs/ca-certificates.crt"),
    (("Host key verification failed",), 81,
     "The host of the repository is not known. Give the build your known hosts: --secret id=known-hosts,src=$HOME/.ssh/known_hosts"),
    (("Permission denied (publickey",), 87,
     "The repository refused the keys of the build. Give it your agent: --ssh default, with the key loaded (ssh-add -l)"),
    (("terminal prompts disabled", "Authentication failed for", "The requested URL returned error: 403"), 88,
     "The repository wants another login. Give the build a token: --secret id=GIT_AUTH_TOKEN,env=GIT_AUTH_TOKEN"),
    (("Hash mismatch", "Size mismatch"), 83,
     "The index serves another file than the one that was locked. Find out why before you lock it anew."),
    (("401 Unauthorized", "403 Forbidden", "CertificateRequired"), 82,
     "The index refused the credentials of the build, or was given none. In the spec file, `indexes` names the build secret"
     " of an index (`secret`, `client-cert`) and other hosts of its files (`hosts`)."),
    (("marked as `--no-build`",), 84, "This package has no wheel for the platform and the version of Python."),
    (("was not found in the package registry", "there is no version of", "were yanked", "was yanked",
      "404 Not Found"), 85,
     "The index does not have what was asked for. Lock it anew, or name the index that has it with `indexes`."),
    (("error sending request", "HTTP status server error", "Could not resolve host", "Couldn't connect to server",
      "ssh: connect to host"), 89,
     "A server cannot be reached. Look at its address, and at the network. In the spec file, `indexes` names other indexes,"
     " `mirrors` other servers for files."),
    (("Failed to parse: " + trust.secret_path("uv-toml"),), 91, "The secret uv-toml is no configuration that uv understands."),
    (("No solution found",), 92, "The versions that are wanted do not go together; uv says above which."),
)

# The credentials of a URL, and a line that uv quotes from a file that it does not understand.
USERINFO, QUOTED = re.compile(r"://[^/\s]*@"), re.compile(r"\s*[0-9]*\s*\|")

# Where uv may take a package from any index, one that refuses to answer counts as one that has nothing. That it refused,
# uv says only where it goes by the order of the indexes.
ANY_INDEX = "unsafe-best-match"


def run(*command, **options):
    """Run uv, show what it says, and end the step with what to do about a failure. The answer is what it said."""
    status, said = attempt(*command, **options)
    if status == 0:
        return said
    if "was not found in" in said and ANY_INDEX in command:
        said += attempt(*(word for word in command if word not in ("--index-strategy", ANY_INDEX)), **options)[1]
    give_up(status, said)


def attempt(*command, env=None, **options):
    """Run uv and show what it says; the answer is its exit status and what it said."""
    process = subprocess.Popen(command, env=env or trust.environment(), stderr=subprocess.PIPE, text=True, errors="replace",
                               **options)
    said, quotes = [], False
    for line in process.stderr:
        quotes = quotes or trust.secret_path("uv-toml") in line
        if quotes and QUOTED.match(line):
            continue  # of what was given in secret
        said.append(USERINFO.sub("://****@", line))
        sys.stderr.write(said[-1])
    return process.wait(), "".join(said)


def known(said):
    """The exit status and the hint of a failure that is known; None for any other."""
    return next(((ours, hint) for signs, ours, hint in FAILURES if any(sign in said for sign in signs)), None)


def give_up(status, said):
    if known(said):
        status, hint = known(said)
        sys.stderr.write("\n%s\n" % hint)
    # A signal that ended uv gives the status that a shell would give.
    raise SystemExit(status if status >= 0 else 128 - status)
