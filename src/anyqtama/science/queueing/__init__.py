"""How many people a queue needs, and how it performs with those it has.

One interval: `servers_for` and `erlang_c` (nobody gives up), `servers_for_impatient` and `erlang_a` (clients give up),
`blocking` and its inverses (nobody waits). Many: `staff_intervals` and `perform_intervals`. Beside telephony: chat
(`staff_chat`), deferred work (`staff_deferred`), backlog carried over (`carry_over`), self-service ports (`ports_for`).
Every result names its status, its model and which of the four service levels it speaks of.
"""

from anyqtama.science.queueing.backlog import BacklogResult, carry_over
from anyqtama.science.queueing.blocking import blocking, load_for_blocking, servers_for_blocking
from anyqtama.science.queueing.chat import ChatResult, ChatTraffic, perform_chat, staff_chat
from anyqtama.science.queueing.deferred import DeferredPlan, DeferredStatus, DeferredWork, staff_deferred
from anyqtama.science.queueing.intervals import IntervalResult, Intervals, perform_intervals, staff_intervals
from anyqtama.science.queueing.patience import erlang_a, servers_for_impatient
from anyqtama.science.queueing.ports import Ports, SelfService, ports_for
from anyqtama.science.queueing.values import Model, Need, QueueResult, ServiceLevel, Status, Target, Traffic
from anyqtama.science.queueing.waiting import erlang_c, servers_for, wait_probability

__all__ = [
    "BacklogResult",
    "ChatResult",
    "ChatTraffic",
    "DeferredPlan",
    "DeferredStatus",
    "DeferredWork",
    "IntervalResult",
    "Intervals",
    "Model",
    "Need",
    "Ports",
    "QueueResult",
    "SelfService",
    "ServiceLevel",
    "Status",
    "Target",
    "Traffic",
    "blocking",
    "carry_over",
    "erlang_a",
    "erlang_c",
    "load_for_blocking",
    "perform_chat",
    "perform_intervals",
    "ports_for",
    "servers_for",
    "servers_for_blocking",
    "servers_for_impatient",
    "staff_chat",
    "staff_deferred",
    "staff_intervals",
    "wait_probability",
]
