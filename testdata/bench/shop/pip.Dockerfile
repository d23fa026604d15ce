# syntax=docker/dockerfile:1
FROM python:3.13-slim-trixie AS builder
RUN python -m venv --without-pip /opt/venv
RUN --mount=type=cache,target=/root/.cache/pip \
    --mount=type=bind,source=requirements.txt,target=/tmp/requirements.txt \
    pip --python /opt/venv install --require-hashes -r /tmp/requirements.txt

FROM python:3.13-slim-trixie
RUN useradd --system --user-group --uid 999 nonroot
WORKDIR /app
ENV PATH="/opt/venv/bin:$PATH"
COPY --from=builder --chown=nonroot:nonroot /opt/venv /opt/venv
COPY --chown=nonroot:nonroot . .
USER nonroot
EXPOSE 8010
HEALTHCHECK CMD ["python", "-c", "from urllib.request import urlopen; urlopen('http://127.0.0.1:8010/health')"]
ENTRYPOINT ["uvicorn", "app.main:app", "--host", "0.0.0.0", "--port", "8010"]
