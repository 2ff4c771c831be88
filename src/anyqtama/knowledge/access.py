"""Everyone on the staff reads what is published; leads and administrators write."""

from anyqtama.knowledge.models import Article, QuickReply, Script
from anyqtama.people.access import Policy, Rights
from anyqtama.people.roles import EVERY_ROLE, LEADS, Role

RIGHTS: Rights = {
    "knowledge.read": EVERY_ROLE,
    "knowledge.write": LEADS | {Role.SYSADMIN, Role.HEAD},
}

POLICIES = {
    Article: Policy(
        visible=lambda person, rows: (
            rows.exclude(published_at=None).filter(retired_at=None) if person.roles else rows.none()
        )
    ),
    Script: Policy(visible=lambda person, rows: rows if person.roles else rows.none()),
    QuickReply: Policy(visible=lambda person, rows: rows.filter(active=True) if person.roles else rows.none()),
}
