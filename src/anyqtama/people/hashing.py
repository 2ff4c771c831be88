"""Passwords are hashed by Argon2id, two at a time: when a shift begins, hundreds sign in within a minute."""

import threading

from django.contrib.auth.hashers import Argon2PasswordHasher

AT_ONCE = threading.BoundedSemaphore(2)


class Hasher(Argon2PasswordHasher):
    """Twice the least work that OWASP's Password Storage Cheat Sheet allows for Argon2id: 46 MiB, two passes, one lane.

    Hashes made with other costs stay good and are made anew when their owner next signs in.
    """

    time_cost = 2
    memory_cost = 46 * 1024
    parallelism = 1

    def encode(self, password: str, salt: str) -> str:
        with AT_ONCE:
            return super().encode(password, salt)

    def verify(self, password: str, encoded: str) -> bool:
        with AT_ONCE:
            return super().verify(password, encoded)
