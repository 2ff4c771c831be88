"""From a promise to people: positions for queues that share many-skilled people, and heads through shrinkage.

One queue alone needs no search: `queueing.servers_for` and `queueing.staff_intervals`. Several queues with shared
people: `staff_skills(SkillQuestion, seed=...)`. Positions to heads: `Shrinkage(layers).heads(positions)`.
"""

from anyqtama.science.staffing.searching import SearchEffort, staff_skills
from anyqtama.science.staffing.shrinkage import Loss, Shrinkage
from anyqtama.science.staffing.skills import Crew, PlanStatus, QueueCheck, SkillPlan, SkillQuestion, Wanted

__all__ = [
    "Crew",
    "Loss",
    "PlanStatus",
    "QueueCheck",
    "SearchEffort",
    "Shrinkage",
    "SkillPlan",
    "SkillQuestion",
    "Wanted",
    "staff_skills",
]
