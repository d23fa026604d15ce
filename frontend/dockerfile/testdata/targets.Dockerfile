# This Dockerfile was written by pyapp-frontend, from pyapp.yaml. It is yours: building it needs neither of
# them.
#
#     docker build -t mailroom .
#
# It wants a builder that knows version 1.20 of the Dockerfile syntax (COPY --parents, COPY --exclude). For an
# older one, this has to be the first line:
#
#     # syntax=docker/dockerfile:1
#
# Its image has the same files and the same configuration as the one that pyapp-frontend builds, but for this:
# - Times: files have those of the build, not one and the same.
# - Layers and history are this Dockerfile's.
# - Bytecode is of the same source and the same Python, but some of it is encoded in another way, as it is by
#   every other program that compiles.
# - The metadata of your own packages name the tool that built them (WHEEL, and its line of RECORD).
#
# Secrets that a build may be given, none of which stays in the image: `--secret id=ca,src=FILE`, certificates
# to trust; `--secret id=netrc,src=FILE`, logins by host; `--secret id=uv-toml,src=FILE`, settings of uv.

# uv installs what is locked. Only its program is used, and no stage below keeps it.
FROM ghcr.io/astral-sh/uv:0.13.8@sha256:2222222222222222222222222222222222222222222222222222222222222222 AS uv

# Python, as the build uses it and the application runs on it. The digest names one image for good: take a
# newer one now and then, for its security fixes.
FROM python:3.13-slim-trixie@sha256:1111111111111111111111111111111111111111111111111111111111111111 AS python

# What says which packages to install. Nothing is installed anew as long as these files stay the same.
FROM scratch AS manifests
COPY --parents pyproject.toml uv.lock /

# Everything but what no image should hold: secrets, histories, environments, caches. What .dockerignore keeps
# out does not even get this far. Keep this list: it is what stands between a forgotten secret and the image.
FROM scratch AS source
COPY \
    --exclude=**/.[eE][nN][vV]* --exclude=**/*.[eE][nN][vV] --exclude=**/*.[kK][eE][yY] \
    --exclude=**/*.[pP][eE][mM] --exclude=**/*.p12 --exclude=**/*.pfx --exclude=**/*.p8 --exclude=**/*.ppk \
    --exclude=**/*.jks --exclude=**/*.keystore --exclude=**/*.kdbx --exclude=**/[iI][dD]_[rR][sS][aA]* \
    --exclude=**/id_dsa* --exclude=**/id_ecdsa* --exclude=**/id_ed25519* --exclude=**/.ssh --exclude=**/.aws \
    --exclude=**/.gnupg --exclude=**/.netrc --exclude=**/.pypirc --exclude=**/.pgpass --exclude=**/.htpasswd \
    --exclude=**/.docker --exclude=**/.kube --exclude=**/.npmrc --exclude=**/pip.conf --exclude=**/.dockercfg \
    --exclude=**/kubeconfig --exclude=**/.vault-token --exclude=**/credentials.json \
    --exclude=**/service-account*.json --exclude=**/.git-credentials --exclude=**/.direnv \
    --exclude=**/.streamlit/secrets.toml --exclude=**/terraform.tfstate* --exclude=**/*.tfvars \
    --exclude=**/secrets.yaml --exclude=**/secrets.yml --exclude=**/secrets.toml --exclude=**/secrets.json \
    --exclude=**/.*_history --exclude=**/.git --exclude=**/.hg --exclude=**/.svn --exclude=**/.gitmodules \
    --exclude=**/.jj --exclude=**/.venv --exclude=**/venv --exclude=**/node_modules --exclude=**/__pycache__ \
    --exclude=**/*.pyc --exclude=**/*.pyo --exclude=**/*.egg-info --exclude=**/.eggs --exclude=**/.tox \
    --exclude=**/.nox --exclude=**/.pytest_cache --exclude=**/.mypy_cache --exclude=**/.ruff_cache \
    --exclude=**/.hypothesis --exclude=**/.ipynb_checkpoints --exclude=**/.coverage --exclude=**/.coverage.* \
    --exclude=**/htmlcov --exclude=**/.cache --exclude=**/.uv-cache --exclude=**/.terraform --exclude=**/.idea \
    --exclude=**/.vscode --exclude=**/*.swp --exclude=**/*~ --exclude=**/.DS_Store --exclude=**/Thumbs.db \
    --exclude=**/.devcontainer --exclude=**/.zed --exclude=**/Dockerfile --exclude=**/Dockerfile.* \
    --exclude=**/*.Dockerfile --exclude=**/Containerfile --exclude=**/.dockerignore --exclude=**/*.dockerignore \
    --exclude=**/compose.yaml --exclude=**/compose.yml --exclude=**/compose.*.yaml --exclude=**/compose.*.yml \
    --exclude=**/docker-compose*.yml --exclude=**/docker-compose*.yaml --exclude=**/pyapp.yaml \
    --exclude=**/pyapp.yml --exclude=**/docker-bake.hcl --exclude=**/docker-bake.json --exclude=**/.github \
    --exclude=**/.gitlab-ci.yml \
    . /

# Those that are the application. A pattern that begins with ! lets through what one before it keeps out.
FROM scratch AS files
COPY --from=source \
    --exclude=tests \
    / /

# An empty environment, which the stages below fill. It lies where it will lie in the image, because scripts
# and bytecode hold absolute paths.
FROM python AS environment
# uv: the image's own Python, copies in place of links into the cache, and no notes of its own in the
# environment. The certificates are those of the secret `ca`, where one is given.
ENV PYTHONDONTWRITEBYTECODE=1 \
    SSL_CERT_FILE=/etc/ssl/certs/ca-certificates.crt \
    UV_CACHE_DIR=/var/cache/uv \
    UV_LINK_MODE=copy \
    UV_NO_INSTALLER_METADATA=1 \
    UV_NO_PROGRESS=1 \
    UV_PROJECT_ENVIRONMENT=/app/.venv \
    UV_PYTHON_DOWNLOADS=never \
    VIRTUAL_ENV=/app/.venv
# All that Python needs of an environment (PEP 405): a pointer to the interpreter, links to it, and a folder
# for packages.
RUN <<'EOF'
set -eu
interpreter=$(python3 -c 'import os, sys; print(os.path.realpath(sys.executable))')
mkdir -p /app/.venv/bin /app/.venv/lib/python3.13/site-packages
ln -s "$interpreter" /app/.venv/bin/python
ln -s python /app/.venv/bin/python3
ln -s python /app/.venv/bin/python3.13
echo "home = $(dirname "$interpreter")" > /app/.venv/pyvenv.cfg
echo "include-system-site-packages = false" >> /app/.venv/pyvenv.cfg
echo "version_info = $(python3 -c 'import platform; print(platform.python_version())')" >> /app/.venv/pyvenv.cfg
EOF

# What the project depends on. The source is no part of it, so that an edit installs nothing.
FROM environment AS dependencies
WORKDIR /src
# `--locked` refuses a lock that is older than its pyproject.toml: run `uv lock`, and commit it.
RUN --mount=from=uv,source=/uv,target=/usr/local/bin/uv \
    --mount=from=manifests,target=/src \
    --mount=type=cache,target=/var/cache/uv \
    --mount=type=secret,id=ca,target=/etc/ssl/certs/ca-certificates.crt \
    --mount=type=secret,id=netrc,target=/root/.netrc \
    --mount=type=secret,id=uv-toml,target=/etc/uv/uv.toml \
    uv sync --locked --no-group dev --no-install-local --no-build
# Compile what was installed, but for tests inside packages: a container that may not write could never make
# up for it. Everybody may read what was installed, and nobody but root may change it.
RUN <<'EOF'
set -eu
rm -f /app/.venv/.lock
python3 -B -m compileall -qq -j 0 --invalidation-mode unchecked-hash -x '/tests?/' /app/.venv/lib || true
chmod -R u=rwX,go=rX /app/.venv
EOF

# Your own packages, without their dependencies, in an environment of their own: so they make a small layer
# that is apart from the large one.
FROM environment AS project
COPY --from=source / /app/
# mailroom: one copy of the source, importable where it lies, with its metadata and scripts.
RUN --mount=from=uv,source=/uv,target=/usr/local/bin/uv \
    --mount=type=cache,target=/var/cache/uv \
    --mount=type=secret,id=ca,target=/etc/ssl/certs/ca-certificates.crt \
    --mount=type=secret,id=netrc,target=/root/.netrc \
    --mount=type=secret,id=uv-toml,target=/etc/uv/uv.toml \
    uv pip install --no-deps --no-sources --editable /app
# Compile what was installed, but for tests inside packages: a container that may not write could never make
# up for it. Everybody may read what was installed, and nobody but root may change it.
RUN <<'EOF'
set -eu
rm -f /app/.venv/.lock
python3 -B -m compileall -qq -j 0 --invalidation-mode unchecked-hash -x '/tests?/' /app/.venv/lib || true
chmod -R u=rwX,go=rX /app/.venv
EOF

# The application, as it will lie in the image: everybody may read it, and nobody but root may change it.
FROM python AS application
COPY --chmod=u=rwX,go=rX --from=files / /app/
RUN python3 -B -m compileall -qq -j 0 --invalidation-mode unchecked-hash /app || true

# What the application runs on. What changes seldom comes first.
FROM python AS system
# The standard library comes without bytecode, and a container that may not write can never make up for it.
# Left out is what no application imports.
RUN python3 -B -m compileall -qq -j 0 --invalidation-mode unchecked-hash -x '/(test|tests|idlelib|turtledemo|turtle\.py|tkinter|ensurepip|lib2to3|pydoc_data|_pydecimal\.py|_pydatetime\.py|_sysconfigdata_[^/]*\.py|config-[^/]*|site-packages|dist-packages|__pycache__)(/|$)' /usr/local/lib/python3.13 || true
# The account that the application runs as. It has no password and no shell.
RUN <<'EOF'
set -eu
shell=/usr/sbin/nologin
grep -q '^[^:]*:[^:]*:65532:' /etc/passwd || echo "nonroot:x:65532:65532:nonroot:/home/nonroot:$shell" >> /etc/passwd
grep -q '^[^:]*:[^:]*:65532:' /etc/group || echo 'nonroot:x:65532:' >> /etc/group
[ -e /home/nonroot ] || install -d -o 65532 -g 65532 /home/nonroot
EOF
# /data is for the process to write, and for group 0, for clusters that choose the uid.
RUN ["install", "-d", "-o", "65532", "-g", "0", "-m", "775", "/data"]

# All of it together. `--link` keeps each layer as it is when the ones below change.
FROM system AS assembled
# The environment comes first on PATH; Python writes at once what it prints, and does not try to write
# bytecode.
ENV PATH=/app/.venv/bin:/usr/local/bin:/usr/local/sbin:/usr/sbin:/usr/bin:/sbin:/bin \
    LANG=C.UTF-8 \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    VIRTUAL_ENV=/app/.venv \
    ROLE=web
COPY --link --from=environment /app/.venv /app/.venv
COPY --link --from=dependencies /app/.venv /app/.venv
COPY --link --from=project /app/.venv /app/.venv
COPY --link --parents --from=application /app /
WORKDIR /app

# The same application as another process: docker build --target worker .
FROM assembled AS worker
ENV ROLE=worker
# A number, so that a cluster can see that it is not root.
USER 65532:65532
VOLUME ["/data"]
# From pyproject.toml and pyapp.yaml, as they were.
LABEL org.opencontainers.image.description="Takes letters over HTTP, and has a worker send them" \
    org.opencontainers.image.title=mailroom \
    org.opencontainers.image.version=0.4.0
CMD ["celery", "-A", "mailroom.tasks", "worker", "--pool", "solo", "--loglevel", "info"]

# The same application as another process: docker build --target beat .
FROM assembled AS beat
ENV ROLE=beat
# A number, so that a cluster can see that it is not root.
USER 65532:65532
VOLUME ["/data"]
# From pyproject.toml and pyapp.yaml, as they were.
LABEL org.opencontainers.image.description="Takes letters over HTTP, and has a worker send them" \
    org.opencontainers.image.title=mailroom \
    org.opencontainers.image.version=0.4.0
CMD ["celery", "-A", "mailroom.tasks", "beat", "--schedule", "/data/beat", "--loglevel", "info"]

# The image.
FROM assembled AS runtime
# A number, so that a cluster can see that it is not root.
USER 65532:65532
EXPOSE 8020/tcp
VOLUME ["/data"]
# From pyproject.toml and pyapp.yaml, as they were.
LABEL org.opencontainers.image.description="Takes letters over HTTP, and has a worker send them" \
    org.opencontainers.image.title=mailroom \
    org.opencontainers.image.version=0.4.0
HEALTHCHECK \
    CMD ["/app/.venv/bin/python", "-I", "-S", "-c", "import http.client,os,sys;c=http.client.HTTPConnection('localhost',8020,timeout=30);c.request('GET',\"/health\",headers={'Host':\"localhost\"});s=c.getresponse().status;sys.exit(not 200<=s<=399)"]
ENTRYPOINT ["uvicorn", "mailroom.web:app", "--host", "0.0.0.0", "--port", "8020"]
