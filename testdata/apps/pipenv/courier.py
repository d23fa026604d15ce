"""Orders in the forms that the two queues take; nothing is sent."""

import json

import pika
import redis


def packed(queue: str, order: dict[str, int]) -> str:
    """The command that puts an order on a list of Redis, as it goes over the wire."""
    words = redis.Connection().pack_command("LPUSH", queue, json.dumps(order, sort_keys=True))
    return b"".join(words).decode()


def announce(name: str) -> int:
    """Length of the properties that RabbitMQ gets with an order, in bytes."""
    properties = pika.BasicProperties(content_type="application/json", message_id=name)
    return len(b"".join(properties.encode()))
