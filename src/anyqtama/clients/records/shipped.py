"""The rules of records' quality that the product ships. What an organisation changed is left as it is."""

import tomllib
from pathlib import Path

from anyqtama.clients.models import RecordRule
from anyqtama.kernel.labels import LANGUAGES

FILE = Path(__file__).parents[1] / "data" / "record_rules.toml"


def load() -> None:
    known = set(RecordRule.objects.values_list("code", flat=True))
    rules = tomllib.loads(FILE.read_text(encoding="utf-8"))["rule"]
    RecordRule.objects.bulk_create(
        [
            RecordRule(
                code=rule["code"],
                names={language: rule[language] for language in LANGUAGES},
                advice={language: rule[f"advice_{language}"] for language in LANGUAGES},
                sort=rule["sort"],
                field=rule["field"],
                check_name=rule["check"],
                settings=rule.get("settings", {}),
                before_saving=rule.get("before_saving", ""),
                order=order,
            )
            for order, rule in enumerate(rules)
            if rule["code"] not in known
        ]
    )
