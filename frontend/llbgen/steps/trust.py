"""What programs that use the network are given: certificates, credentials, indexes.

Credentials come as files that exist for the time of the step. What is made of them goes to the memory of the step's own
container (/dev/shm), which nothing outlives; nothing of it is printed, or part of a command line.
"""

import base64
import json
import os
import re
from urllib.parse import urlsplit

from common import SECRETS, fail

# Where a file lies that only this step may see.
PRIVATE = "/dev/shm"


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
    env.update(git())
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
    text = read(index["secret"]).strip() if index.get("secret") else ""
    if not text or is_netrc(text):
        return "", ""
    user, colon, password = text.partition(":")
    if not colon:
        user, password = "__token__", text
    if not password:
        fail("The secret %s is neither `user:password`, nor a token, nor a netrc." % index["secret"])
    return user, password


def is_netrc(text):
    return text.split(None, 1)[0] in ("machine", "default")


def netrc(indexes):
    """One netrc for all that a lock names by address and not by index: uv then goes by the host alone, without its port."""
    entries = []
    for index in indexes:
        user, password = login_of(index)
        if password:
            hosts = [urlsplit(index["url"]).hostname] + [host.partition(":")[0] for host in index.get("hosts") or ()]
            entries += ["machine %s login %s password %s" % (host, user, password) for host in dict.fromkeys(hosts)]
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


def git():
    """Let git log in with a token, or over ssh with the agent of the client to hosts that are known."""
    env = {"GIT_TERMINAL_PROMPT": "0"}
    settings = []
    for name in sorted(os.listdir(SECRETS)) if os.path.isdir(SECRETS) else ():
        if name == "GIT_AUTH_TOKEN" or name.startswith("GIT_AUTH_TOKEN."):
            host = name.partition(".")[2]
            header = base64.b64encode(("x-access-token:" + read(name).strip()).encode()).decode()
            settings.append(("http.%sextraheader" % ("https://%s/." % host if host else ""), "Authorization: Basic " + header))
    for number, (key, value) in enumerate(settings):
        env["GIT_CONFIG_KEY_%d" % number], env["GIT_CONFIG_VALUE_%d" % number] = key, value
    if settings:
        env["GIT_CONFIG_COUNT"] = str(len(settings))
    known = secret_path("known-hosts") if has("known-hosts") else "/dev/null"
    env["GIT_SSH_COMMAND"] = ("ssh -F none -o BatchMode=yes -o StrictHostKeyChecking=yes -o GlobalKnownHostsFile=/dev/null"
                              " -o IdentityFile=none -o UserKnownHostsFile=" + known)
    return env
