"""The cache in Redis, over one set of connections a process.

Django makes a cache object for each request of an asynchronous server, and each of them would connect anew.
"""

import functools

from django.core.cache.backends.redis import RedisCache, RedisCacheClient


@functools.cache
def _client(server: str) -> RedisCacheClient:
    return RedisCacheClient([server])


class SharedRedisCache(RedisCache):
    @property
    def _cache(self) -> RedisCacheClient:
        return _client(self._servers[0])  # type: ignore[attr-defined]  # unknown to django-stubs
