"""The conventions of the source that no linter knows: who may write, how long a file may be, what may not exist."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.source import ROOT, Module, calls, dotted, modules

VERBS = Path(__file__).with_name("verb_modules.txt")
LONG_FILES = Path(__file__).with_name("long_files.txt")
LONGEST = 400
WRITES = frozenset(
    {"create", "bulk_create", "get_or_create", "update_or_create", "bulk_update", "save", "select_for_update"}
)
"""Methods that write rows, or lock them in order to; what stands before `.update()` and `.delete()` tells those."""
QUERY_WORDS = frozenset({"objects", "filter", "exclude", "all"})
FORBIDDEN_NAMES = frozenset({"services", "selectors", "utils", "helpers", "managers", "signals", "common", "misc"})
TABLES_OWN_WORDS = re.compile(r"\.models(\.|$)|\.models\.")


def listed(file: Path) -> dict[str, str]:
    """Name → reason, of a file with one a line; what follows # is a remark."""
    found = {}
    for line in file.read_text(encoding="utf-8").splitlines():
        said, _, reason = line.partition("#")
        if said.strip():
            found[said.strip()] = reason.strip()
    return found


def writes(module: Module) -> list[str]:
    return [module.place(call) for call in calls(module) if _writes(call)]


def _writes(call: ast.Call) -> bool:
    if not isinstance(call.func, ast.Attribute):
        return False
    words = dotted(call.func).split(".")
    if words[0] in {"hashlib", "hmac", "image", "file", "form"}:
        return False
    method, before = words[-1], set(words[:-1])
    if method in WRITES - {"save", "create"}:
        return True
    if method == "create":
        return "objects" in before
    if method == "save":
        named = {keyword.arg for keyword in call.keywords}
        return "by" not in named and (bool(named & {"update_fields", "force_insert"}) or not call.args)  # else a verb
    return method in {"update", "delete"} and bool(before & QUERY_WORDS)


def product() -> list[Module]:
    return [module for module in modules() if not module.is_test]


def test_only_verb_modules_write_and_every_one_is_listed() -> None:
    known = listed(VERBS)
    faults = []
    for module in product():
        places = [] if module.name.startswith("demo.") else writes(module)  # it sets its own stage
        if places and module.name not in known:
            faults.append(
                f"{module.name} writes ({', '.join(places[:3])}): move that to a verb, or list it in {VERBS.name}"
            )
        if module.name in known and not places:
            faults.append(f"{module.name} writes nothing: remove it from {VERBS.name}")
    faults += [
        f"{name} does not exist: remove it from {VERBS.name}" for name in set(known) - {m.name for m in product()}
    ]
    assert not faults, "\n".join(faults)


def test_no_view_form_or_command_is_a_verb_module() -> None:
    wrong = [
        name
        for name in listed(VERBS)
        if set(name.split(".")[1:]) & {"views", "forms", "urls", "access", "templatetags", "models", "context"}
    ]
    assert not wrong, f"{wrong}: views, forms and models change nothing; a verb does"


@pytest.mark.parametrize("module", product(), ids=lambda module: module.name)
def test_module_keeps_the_conventions(module: Module) -> None:
    faults = list(_faults(module))
    assert not faults, "\n".join(faults)


def _faults(module: Module) -> list[str]:
    faults = []
    name = module.name.rsplit(".", 1)[-1]
    empty = not module.tree.body
    if (
        not ast.get_docstring(module.tree)
        and not empty
        and name not in {"apps", "urls", "formats"}
        and not _only_imports(module)
    ):
        faults.append(f"{module.path.relative_to(ROOT)}: say in one to three lines where on the contact's way we stand")
    if name in FORBIDDEN_NAMES:
        faults.append(f"{module.path.relative_to(ROOT)}: name the file by what happens in it, not {name}.py")
    if module.lines > LONGEST and module.name not in listed(LONG_FILES):
        faults.append(f"{module.name}: {module.lines} lines; split it, or give the reason in {LONG_FILES.name}")
    for node in ast.walk(module.tree):
        if isinstance(node, ast.ClassDef) and not any("Form" in dotted(base) for base in node.bases):
            faults += [
                f"{module.place(part)}: {node.name}.{part.name}() is overridden; a verb does what it would do"
                for part in node.body
                if isinstance(part, ast.FunctionDef) and part.name in {"save", "delete"} and _is_model(node)
            ]
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(
            ("django.db.models.signals", "django.dispatch")
        ):
            faults.append(f"{module.place(node)}: no signals; the verb calls what must follow")
    return faults


def _only_imports(module: Module) -> bool:
    return all(isinstance(node, ast.Import | ast.ImportFrom | ast.Assign) for node in module.tree.body)


def _is_model(node: ast.ClassDef) -> bool:
    return any(re.search(r"Model$|AbstractBase", dotted(base)) for base in node.bases)


def test_each_long_file_has_a_reason_and_is_still_long() -> None:
    lengths = {module.name: module.lines for module in modules()}
    for name, reason in listed(LONG_FILES).items():
        assert lengths.get(name, 0) > LONGEST, f"{name} is not long any more: remove it from {LONG_FILES.name}"
        assert len(reason) > 15, f"{name}: write after # why it cannot be split"


def test_files_are_short_on_the_whole() -> None:
    lengths = sorted(module.lines for module in product() if module.lines)
    assert lengths[len(lengths) // 2] <= 60, f"the median file has {lengths[len(lengths) // 2]} lines"


def test_no_open_end_is_left_in_the_source() -> None:
    mark = re.compile(r"\b(TODO|FIXME|XXX|HACK|raise NotImplementedError|To be written)\b")
    wrong = [
        f"{module.path.relative_to(ROOT)}:{number}: {line.strip()}"
        for module in modules()
        for number, line in enumerate(module.text.splitlines(), start=1)
        if mark.search(line)
    ]
    assert not wrong, "\n".join(wrong)


def test_importing_science_loads_nothing_heavy() -> None:
    heavy = "django scipy numba ortools pandas matplotlib"
    code = f"import sys, anyqtama.science; print(*sorted(set('{heavy}'.split()) & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""
