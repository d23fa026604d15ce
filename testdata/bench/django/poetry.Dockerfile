# syntax=docker/dockerfile:1
FROM python:3.13-slim-trixie AS requirements
RUN python -m venv --without-pip /opt/poetry
RUN --mount=type=cache,target=/root/.cache/pip \
    pip --python /opt/poetry install poetry==2.5.1 poetry-plugin-export==1.10.1
WORKDIR /app
RUN --mount=type=bind,source=pyproject.toml,target=pyproject.toml \
    --mount=type=bind,source=poetry.lock,target=poetry.lock \
    /opt/poetry/bin/poetry export --only main --output /tmp/requirements.txt

FROM python:3.13-slim-trixie AS builder
RUN apt-get update \
    && apt-get install -y --no-install-recommends gcc libc6-dev libpq-dev \
    && rm -rf /var/lib/apt/lists/*
RUN python -m venv --without-pip /opt/venv
RUN --mount=type=cache,target=/root/.cache/pip \
    --mount=type=bind,from=requirements,source=/tmp/requirements.txt,target=/tmp/requirements.txt \
    pip --python /opt/venv install --require-hashes -r /tmp/requirements.txt
WORKDIR /app
COPY . .
RUN SECRET_KEY=build-only /opt/venv/bin/python manage.py collectstatic --noinput

FROM python:3.13-slim-trixie
RUN apt-get update \
    && apt-get install -y --no-install-recommends libpq5 \
    && rm -rf /var/lib/apt/lists/*
RUN useradd --system --user-group --uid 999 nonroot
WORKDIR /app
ENV PATH="/opt/venv/bin:$PATH"
COPY --from=builder --chown=nonroot:nonroot /opt/venv /opt/venv
COPY --chown=nonroot:nonroot . .
COPY --from=builder --chown=nonroot:nonroot /app/static static
USER nonroot
EXPOSE 8000
HEALTHCHECK CMD ["python", "-c", "from urllib.request import urlopen; urlopen('http://127.0.0.1:8000/health')"]
ENTRYPOINT ["gunicorn", "bookshop.wsgi", "--bind", "0.0.0.0:8000", "--worker-tmp-dir", "/dev/shm", "--no-control-socket"]
