# syntax=docker/dockerfile:1
FROM python:3.13-slim-trixie AS builder
RUN apt-get update \
    && apt-get install -y --no-install-recommends gcc libc6-dev libldap2-dev libsasl2-dev \
    && rm -rf /var/lib/apt/lists/*
RUN python -m venv --without-pip /opt/venv
RUN --mount=type=cache,target=/root/.cache/pip \
    --mount=type=bind,source=requirements.txt,target=/tmp/requirements.txt \
    pip --python /opt/venv install --require-hashes -r /tmp/requirements.txt

FROM python:3.13-slim-trixie
RUN apt-get update \
    && apt-get install -y --no-install-recommends libldap2 \
    && rm -rf /var/lib/apt/lists/*
RUN useradd --system --user-group --uid 999 nonroot
WORKDIR /app
ENV PATH="/opt/venv/bin:$PATH"
COPY --from=builder --chown=nonroot:nonroot /opt/venv /opt/venv
COPY --chown=nonroot:nonroot . .
USER nonroot
ENTRYPOINT ["python", "main.py"]
