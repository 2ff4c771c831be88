"""A hint published by one process reaches a listener over a real Redis."""

import json
import time

import pytest
import redis
from django.conf import settings

from anyqtama.kernel import live

pytestmark = pytest.mark.redis


def test_a_hint_reaches_another_listener() -> None:
    listener = redis.Redis.from_url(settings.REDIS_URL).pubsub(ignore_subscribe_messages=True)
    listener.subscribe("anyqtama.live")
    listener.get_message(timeout=2)
    live.RedisPublisher(settings.REDIS_URL).send({"topic": "wall", "kind": "changed"})
    deadline = time.monotonic() + 2
    while (message := listener.get_message(timeout=0.1)) is None:
        assert time.monotonic() < deadline, "no hint within two seconds"
    assert json.loads(message["data"]) == {"topic": "wall", "kind": "changed"}
    listener.close()


def test_a_silent_redis_costs_the_writer_no_error() -> None:
    live.RedisPublisher("redis://127.0.0.1:1/0").send({"topic": "wall"})
