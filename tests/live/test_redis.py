"""A hint published by one process reaches a listener over a real Redis."""

import json
import time

import pytest
import redis
from django.conf import settings

from anyqtama.config.shared_cache import Client
from anyqtama.kernel import live

pytestmark = pytest.mark.redis


def test_hints_reach_another_listener_those_of_one_moment_together() -> None:
    listener = redis.Redis.from_url(settings.REDIS_URL).pubsub(ignore_subscribe_messages=True)
    listener.subscribe("anyqtama.live")
    listener.get_message(timeout=2)
    publisher = live.RedisPublisher(settings.REDIS_URL)
    said = [{"topic": f"contact:{number}", "kind": "changed"} for number in range(100)]
    for hint in said:
        publisher.send(hint)
    heard: list[object] = []
    messages, deadline = 0, time.monotonic() + 5
    while len(heard) < len(said):
        assert time.monotonic() < deadline, "not all hints within five seconds"
        if message := listener.get_message(timeout=0.1):
            heard += json.loads(message["data"])
            messages += 1
    assert (heard, messages < 20) == (said, True)
    listener.close()


def test_a_silent_redis_costs_the_writer_nothing_and_everybody_looks_when_it_is_back(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(live, "MUTED_SECONDS", 0.2)
    publisher = live.RedisPublisher("redis://127.0.0.1:1/0")
    away, back = publisher.redis, redis.Redis.from_url(settings.REDIS_URL)

    class Away:
        """Once not there, then there again."""

        def publish(self, channel: str, data: str) -> None:
            publisher.redis = back
            away.publish(channel, data)

    publisher.redis = Away()  # type: ignore[assignment]  # all that is asked of it
    listener = redis.Redis.from_url(settings.REDIS_URL).pubsub(ignore_subscribe_messages=True)
    listener.subscribe("anyqtama.live")
    listener.get_message(timeout=2)
    began = time.monotonic()
    for _ in range(1000):
        publisher.send({"topic": "wall", "kind": "changed"})
    assert time.monotonic() - began < 0.5
    heard: list[object] = []
    deadline = time.monotonic() + 5
    while {"topic": live.EVERYTHING, "kind": "changed"} not in heard:
        assert time.monotonic() < deadline, "nobody was told to look"
        if message := listener.get_message(timeout=0.1):
            heard += json.loads(message["data"])
    listener.close()


def test_a_limit_counts_from_one_ends_by_itself_and_says_when_it_is_new() -> None:
    client = Client([settings.REDIS_URL])
    key = f"limit-{time.monotonic_ns()}"
    with pytest.raises(ValueError, match="not found"):
        client.incr(key, 1)
    assert client.get(key, None) is None
    assert client.add(key, 1, 60)
    assert [client.incr(key, 1), client.incr(key, 1)] == [2, 3]
    assert 0 < client.get_client(key).ttl(key) <= 60
    client.delete(key)
