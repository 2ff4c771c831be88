"""Who directs the live simulation: team leads, who watch the wall, and the system administrator. In a demo only."""

from anyqtama.people.access import Rights
from anyqtama.people.roles import Role

RIGHTS: Rights = {"demo.direct": frozenset({Role.TEAM_LEAD, Role.SYSADMIN})}
