"""What the product ships of records: rules of quality, classes of data, the register of fields.

What an organisation changed is left as it is.
"""

import tomllib
from pathlib import Path

from anyqtama.clients.models import DataClass, RecordField, RecordRule
from anyqtama.clients.records import fields
from anyqtama.kernel.labels import LANGUAGES

FILE = Path(__file__).parents[1] / "data" / "record_rules.toml"


def load() -> None:
    _rules()
    known = set(DataClass.objects.values_list("code", flat=True))
    DataClass.objects.bulk_create([row for code, row in fields.shipped_classes().items() if code not in known])
    there = {f"{record}.{field}" for record, field in RecordField.objects.values_list("record", "field")}
    rows = fields.shipped_fields({row.code: row for row in DataClass.objects.all()})
    RecordField.objects.bulk_create([row for row in rows if row.key not in there])
    fields.changed()


def _rules() -> None:
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
