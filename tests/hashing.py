"""Argon2 with the smallest costs: a test signs in a thousand times, a thief does not try here."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class QuickArgon2(Argon2PasswordHasher):
    time_cost = 1
    memory_cost = 64
    parallelism = 1
