"""How many people a queue needs, and how it performs with those it has.

One interval: `servers_for(Traffic, Target)` and `erlang_c(Traffic, servers, Target)` (nobody gives up),
`blocking` and its inverses (nobody waits). Every result names its status, its model and which of the four
service levels it speaks of.
"""

from anyqtama.science.queueing.blocking import blocking, load_for_blocking, servers_for_blocking
from anyqtama.science.queueing.values import Model, Need, QueueResult, ServiceLevel, Status, Target, Traffic
from anyqtama.science.queueing.waiting import erlang_c, least_for_occupancy, servers_for, wait_probability

__all__ = [
    "Model",
    "Need",
    "QueueResult",
    "ServiceLevel",
    "Status",
    "Target",
    "Traffic",
    "blocking",
    "erlang_c",
    "least_for_occupancy",
    "load_for_blocking",
    "servers_for",
    "servers_for_blocking",
    "wait_probability",
]
