"""Who reads reports: leads and heads (their people), planners and quality (everyone's)."""

from anyqtama.people.access import Rights
from anyqtama.people.roles import HEADS, LEADS, PLANNERS, QUALITY

RIGHTS: Rights = {"reports.see": LEADS | HEADS | PLANNERS | QUALITY}
