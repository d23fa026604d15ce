"""What programs that use the network are given: certificates, credentials, indexes.

Credentials come as files that exist for the time of the step. What is made of them goes to the memory of the step's own
container (/dev/shm), which nothing outlives; nothing of it is printed, or part of a command line.
"""

import base64
import json
import os
import re
import sys
from urllib.parse import urlsplit

from common import SECRETS

# Where a file lies that only this step may see.
PRIVATE = "/dev/shm"

# Exit status for a secret that is not what it has to be; the frontend knows it.
BAD_SECRET = 90


def environment():
    """The environment of uv, git and what they start."""
    env = dict(os.environ)
    for name, variables in {
        "ca": ("SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "GIT_SSL_CAINFO"),
        "netrc": ("NETRC",),
        "uv-toml": ("UV_CONFIG_FILE",),
    }.items():
        if has(name):
            env.update(dict.fromkeys(variables, secret_path(name)))
    indexes = json.loads(env.pop("PYAPP_INDEXES", "[]"))
    env.update(index_variables(indexes))
    env.update(netrc(indexes))
    env.update(git(env.pop("PYAPP_GIT_HOSTS", "").split()))
    return env


def secret_path(name):
    return os.path.join(SECRETS, name)


def has(name):
    return os.path.exists(secret_path(name))


def read(name):
    with open(secret_path(name), encoding="utf-8") as file:
        return file.read()


def index_variables(indexes):
    """Name the indexes as uv wants them, in order, the default one apart, each with its login."""
    env = {}
    named = ["%s=%s" % (index["name"], index["url"]) for index in indexes if not index.get("default")]
    if named:
        env["UV_INDEX"] = " ".join(named)
    for index in indexes:
        if index.get("default"):
            env["UV_DEFAULT_INDEX"] = "%s=%s" % (index["name"], index["url"])
        if index.get("client-cert"):
            env["SSL_CLIENT_CERT"] = secret_path(index["client-cert"])
        user, password = login_of(index)
        if password:
            name = re.sub("[^A-Z0-9]", "_", index["name"].upper())
            env["UV_INDEX_%s_USERNAME" % name], env["UV_INDEX_%s_PASSWORD" % name] = user, password
    return env


def login_of(index):
    """The user and password of an index: from `user:password`, or from a token alone; none where the secret is a netrc."""
    if not index.get("secret"):
        return "", ""
    text = read(index["secret"]).strip()
    if is_netrc(text):
        return "", ""
    user, colon, password = text.partition(":")
    if not colon:
        user, password = "__token__", text
    if not password or "\n" in text:
        sys.stderr.write("The secret %s is neither `user:password`, nor a token, nor a netrc.\n" % index["secret"])
        raise SystemExit(BAD_SECRET)
    return user, password


def is_netrc(text):
    return text.split(None, 1)[:1] in (["machine"], ["default"])


def netrc(indexes):
    """One netrc for all that a lock names by address and not by index: uv then goes by the host alone, without its port."""
    entries = []
    for index in indexes:
        user, password = login_of(index)
        if password:
            addresses = [index["url"]] + ["//" + host for host in index.get("hosts") or ()]
            hosts = [urlsplit(address).hostname for address in addresses]
            login = "login %s password %s" % (quoted(user), quoted(password))
            entries += ["machine %s %s" % (host, login) for host in dict.fromkeys(hosts)]
        elif index.get("secret"):
            entries.append(read(index["secret"]))
    if not entries:
        return {}
    if has("netrc"):
        entries.append(read("netrc"))
    path = os.path.join(PRIVATE, "netrc")
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
        file.write("\n".join(entries) + "\n")
    return {"NETRC": path}


def quoted(text):
    """A word of a netrc, whatever is in it."""
    return '"%s"' % text.replace("\\", "\\\\").replace('"', '\\"')


def git(hosts):
    """Let git log in with a token, or over ssh with the agent of the client to hosts that are known.

    The token goes to these hosts; to all, where none is named.
    """
    env = {"GIT_TERMINAL_PROMPT": "0"}
    if has("GIT_AUTH_TOKEN"):
        header = base64.b64encode(("x-access-token:" + read("GIT_AUTH_TOKEN").strip()).encode()).decode()
        keys = ["http.https://%s/.extraheader" % host for host in hosts] or ["http.extraheader"]
        env["GIT_CONFIG_COUNT"] = str(len(keys))
        for number, key in enumerate(keys):
            env["GIT_CONFIG_KEY_%d" % number] = key
            env["GIT_CONFIG_VALUE_%d" % number] = "Authorization: Basic " + header
    known = secret_path("known-hosts") if has("known-hosts") else "/dev/null"
    env["GIT_SSH_COMMAND"] = ("ssh -F none -o BatchMode=yes -o StrictHostKeyChecking=yes -o GlobalKnownHostsFile=/dev/null"
                              " -o IdentityFile=none -o UserKnownHostsFile=" + known)
    return env
