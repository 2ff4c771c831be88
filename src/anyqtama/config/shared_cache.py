"""The cache in Redis, over one set of connections a process.

Django makes a cache object for each request of an asynchronous server, and each of them would connect anew.
"""

import functools

from django.core.cache.backends.redis import RedisCache, RedisCacheClient


class Client(RedisCacheClient):
    def incr(self, key: str, delta: int) -> int:  # type: ignore[override]  # Redis takes bytes too, nobody here gives them
        """One question instead of Django's two: whether the key is there is seen by what comes out."""
        client = self.get_client(key, write=True)
        number = int(client.incr(key, delta))
        if number == delta:  # it was not there, and would never end
            client.delete(key)
            raise ValueError(f"Key {key!r} not found.")
        return number


@functools.cache
def _client(server: str) -> Client:
    return Client([server])


class SharedRedisCache(RedisCache):
    @property
    def _cache(self) -> Client:
        return _client(self._servers[0])  # type: ignore[attr-defined]  # unknown to django-stubs
