"""The HTTP service, without a framework."""

import json
import os

from mailroom import tasks
from mailroom.letters import greeting


async def app(scope, receive, send):
    if scope["type"] != "http":
        return
    answer = {
        "role": os.environ.get("ROLE", "web"),
        "uid": os.getuid(),
        "greeting": greeting("Ada"),
        "tasks": sorted(name for name in tasks.app.tasks if name.startswith("mailroom.")),
    }
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-type", b"application/json")]})
    await send({"type": "http.response.body", "body": json.dumps(answer).encode()})
