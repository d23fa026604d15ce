"""What is done outside of requests."""

import os

from celery import Celery

from mailroom.letters import greeting

app = Celery("mailroom", broker=os.environ.get("BROKER_URL", "memory://"))
app.conf.beat_schedule = {"remind": {"task": "mailroom.tasks.send", "schedule": 1.0, "args": ["Ada"]}}


@app.task
def send(name: str) -> str:
    return greeting(name)
