"""Says which client library of PostgreSQL was found."""

import json
import os

import psycopg
from psycopg import pq

print(json.dumps({
    "implementation": pq.__impl__,
    "libpq": pq.version(),
    "psycopg": psycopg.__version__,
    "uid": os.getuid(),
}, sort_keys=True))
