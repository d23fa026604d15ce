"""The HTTP service."""

import os

import httpx
import orjson
import psycopg
import redis
import sqlalchemy
from fastapi import FastAPI, Response

from app import stock, worker
from app.settings import settings

app = FastAPI(title="shop")
engine = sqlalchemy.create_engine(settings.database_url)
cache = redis.Redis.from_url(settings.redis_url)
client = httpx.Client()


@app.get("/health")
def health() -> Response:
    """That every library works, without any of the services."""
    answer = {
        "status": "ok",
        "uid": os.getuid(),
        "stock": stock.total(),
        "database": f"{engine.driver} on {engine.url.host}",
        "libpq": psycopg.pq.version() > 0,
        "tasks": sorted(t for t in worker.celery.tasks if t.startswith("app.")),
    }
    return Response(orjson.dumps(answer), media_type="application/json")
