"""Read by Python at the start of each server process of a journey: makes the verb named by JOURNEY_NOOP do nothing."""

import importlib.machinery
import os
import sys
from collections.abc import Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType

MODULE, _, VERB = os.environ.get("JOURNEY_NOOP", "").rpartition(".")


def nothing(*_: object, **__: object) -> None:
    return None


class WithoutTheVerb(MetaPathFinder):
    """Lets the module load as usual, then takes its verb away before anyone can import it."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if fullname != MODULE:
            return None
        spec = importlib.machinery.PathFinder.find_spec(fullname, path, target)
        if spec is None or spec.loader is None:
            return spec
        load = spec.loader.exec_module

        def load_without(module: ModuleType) -> None:
            load(module)
            setattr(module, VERB, nothing)

        spec.loader.exec_module = load_without  # type: ignore[method-assign]
        return spec


if MODULE:
    sys.meta_path.insert(0, WithoutTheVerb())
