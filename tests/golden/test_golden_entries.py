"""Entries of any age still load: nobody's journal becomes unreadable by an update."""

import dataclasses
import json

from tests.golden.files import bodies, kept, kinds, path_of

MAKE = "run `DJANGO_SETTINGS_MODULE=anyqtama.config.settings python -m tests.golden` and look at what it writes"


def test_every_kind_has_a_golden_entry_of_its_version() -> None:
    known = kinds()
    assert known
    missing = [f"{kind}.{cls.version}" for kind, cls in known.items() if not path_of(kind, cls.version).exists()]
    assert not missing, f"{missing}: {MAKE}"


def test_every_version_since_the_first_is_kept() -> None:
    for kind, cls in kinds().items():
        assert all(path_of(kind, version).exists() for version in range(1, cls.version + 1)), kind


def test_the_oldest_entries_still_load() -> None:
    known = kinds()
    for kind, version, fields in kept():
        assert kind in known, f"{kind} was written once: its body must stay readable"
        body = known[kind](**fields)
        assert version <= body.version


def test_the_newest_golden_entry_has_the_fields_of_today() -> None:
    """A field added or moved to the personal side needs a new version."""
    known = kinds()
    for kind, cls in known.items():
        entry = json.loads(path_of(kind, cls.version).read_text(encoding="utf-8"))
        personal = {field.name for field in dataclasses.fields(cls) if field.metadata.get("personal")}
        assert set(entry["personal"]) == personal, kind
        assert set(entry["payload"]) | personal == {field.name for field in dataclasses.fields(cls)}, kind


def test_each_kind_is_said_by_one_class() -> None:
    kinds()
    said: dict[str, set[str]] = {}
    for cls in bodies():
        said.setdefault(cls.kind, set()).add(f"{cls.__module__}.{cls.__qualname__}")
    assert {kind: classes for kind, classes in said.items() if len(classes) > 1} == {}
