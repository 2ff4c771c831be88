"""Write the golden files that are missing, with plain values by the type of each field."""

import dataclasses
import json
import types
import typing
from typing import Any

import django

django.setup()

from tests.golden.files import FOLDER, kinds, path_of  # noqa: E402

PLAIN: dict[object, Any] = {int: 7, float: 1.5, str: "мәтін", bool: True, Any: "мәтін", type(None): None}


def sample(wanted: Any) -> Any:
    origin, inner = typing.get_origin(wanted), typing.get_args(wanted)
    if origin in {typing.Union, types.UnionType}:
        return sample(next(one for one in inner if one is not type(None)))
    if origin in {list, tuple, set, frozenset} or "Sequence" in str(origin):
        return [sample(inner[0])] if inner else []
    if origin is dict or "Mapping" in str(origin):
        return {"кілт": sample(inner[1])} if inner else {}
    if origin is typing.Literal:
        return inner[0]
    return PLAIN.get(wanted, "мәтін")


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    for kind, cls in sorted(kinds().items()):
        path = path_of(kind, cls.version)
        if path.exists():
            continue
        hints = typing.get_type_hints(cls)
        values = {field.name: sample(hints[field.name]) for field in dataclasses.fields(cls)}
        payload, personal = cls(**values).parts()
        entry = {"kind": kind, "version": cls.version, "payload": payload, "personal": personal}
        path.write_text(json.dumps(entry, ensure_ascii=False, indent=2, sort_keys=True) + "\n", encoding="utf-8")
        print(path.name)


main()
