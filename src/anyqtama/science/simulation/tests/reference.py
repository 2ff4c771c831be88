"""A second simulation that shares no code with the kernel: objects, a sorted event list, the product's routing asked
for every single choice. Slow; one contact at a time for a person, no transfers, retrials or call-backs."""

from __future__ import annotations

import bisect
import math
from dataclasses import dataclass, field

from anyqtama.science.routing import Candidate, Waiting, choose_contact, choose_person
from anyqtama.science.simulation import Centre
from anyqtama.science.simulation.deck import Deck, kinds


@dataclass
class Agent:
    number: int
    group: int
    on: bool = False
    busy: bool = False
    free_from: float = 0.0


@dataclass
class Floor:
    centre: Centre
    deck: Deck
    agents: list[Agent] = field(default_factory=list)
    line: list[int] = field(default_factory=list)
    events: list[tuple[float, int, int]] = field(default_factory=list)
    waited: dict[int, float] = field(default_factory=dict)
    by: dict[int, int] = field(default_factory=dict)

    def waiting(self, c: int, now: float) -> Waiting:
        q, language = kinds(self.centre)[int(self.deck.kind[c])]
        queue = self.centre.queues[q]
        return Waiting(
            contact_id=c, queue=queue.name, queue_skills=queue.skills, language=language, priority=queue.priority,
            waiting_seconds=now - float(self.deck.arrive[c]),
        )  # fmt: skip

    def candidate(self, agent: Agent, now: float) -> Candidate:
        group = self.centre.groups[agent.group]
        return Candidate(
            person_id=agent.number, skills=group.skills, languages=group.languages, load=int(agent.busy), capacity=1,
            free_since_seconds=now - agent.free_from, preferred_queues=group.preferred_queues,
        )  # fmt: skip

    def take(self, agent: Agent, c: int, now: float) -> None:
        self.waited[c], self.by[c] = now - float(self.deck.arrive[c]), agent.number
        agent.busy = True
        bisect.insort(self.events, (now + float(self.deck.work[c]), 1, agent.number))

    def ask(self, agent: Agent, now: float) -> None:
        for c in list(self.line):
            if self.deck.arrive[c] + self.deck.patience[c] <= now:
                self.leave(c)
        choice = choose_contact(
            self.candidate(agent, now), [self.waiting(c, now) for c in self.line], self.centre.policy
        )
        if choice is not None:
            assert isinstance(choice.contact_id, int)
            self.line.remove(choice.contact_id)
            self.take(agent, choice.contact_id, now)

    def welcome(self, c: int, now: float) -> None:
        free = [self.candidate(a, now) for a in self.agents if a.on]
        choice = choose_person(self.waiting(c, now), free, self.centre.policy)
        if choice is None:
            self.line.append(c)
        else:
            assert isinstance(choice.person_id, int)
            self.take(self.agents[choice.person_id], c, now)

    def leave(self, c: int) -> None:
        self.line.remove(c)
        self.waited[c] = float(self.deck.patience[c])


def play_plainly(centre: Centre, deck: Deck) -> Floor:
    floor = Floor(centre, deck)
    crew = [g for g, group in enumerate(centre.groups) for _ in range(group.people)]
    floor.agents = [Agent(number, g) for number, g in enumerate(crew)]
    for agent in floor.agents:
        for begins, ends in centre.groups[agent.group].duty:
            floor.events += [(begins, 0, agent.number), (ends, -1, agent.number)]
    floor.events += [(float(at), 2, c) for c, at in enumerate(deck.arrive)]
    floor.events.sort()
    while floor.events:
        now, what, number = floor.events.pop(0)
        if what == 2:
            floor.welcome(number, now)
            continue
        agent = floor.agents[number]
        if what == -1:
            agent.on = False
        elif what == 0:
            agent.on, agent.free_from = True, now
            if not agent.busy:
                floor.ask(agent, now)
        else:
            agent.busy, agent.free_from = False, now
            if agent.on:
                floor.ask(agent, now)
    for c in list(floor.line):
        if deck.patience[c] < math.inf:
            floor.leave(c)
    return floor
