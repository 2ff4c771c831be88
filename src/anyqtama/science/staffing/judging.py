"""Simulation as judge of a plan: the same clients for every plan tried, drawn once."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from anyqtama.science.simulation import Centre, Estimate, Group
from anyqtama.science.simulation.deck import deal
from anyqtama.science.simulation.layout import lay_out
from anyqtama.science.simulation.playing import chosen_engine, level_terms, play_once, ratio_estimate
from anyqtama.science.staffing.skills import SkillQuestion

Plan = tuple[int, ...]


class Judge:
    """Plays plans of one question under one seed and remembers what each reached."""

    def __init__(self, question: SkillQuestion, *, seed: int, contacts: int, replications: int) -> None:
        self.question, self.seed = question, seed
        per_hour = sum(queue.offered[0] for queue in question.queues)
        longest = max(queue.handling.mean_seconds for queue in question.queues)
        warm = max(math.ceil(20 * longest / question.interval_seconds), 1)
        self.hours = warm + max(math.ceil(contacts / replications / per_hour), 4 * warm)
        self.warm_up = warm * question.interval_seconds
        some = self.centre((1,) * len(question.crews))
        self.decks = [deal(some, seed, r) for r in range(replications)]
        self.run = chosen_engine("auto")
        self.known: dict[Plan, list[Estimate]] = {}

    def centre(self, plan: Plan) -> Centre:
        """Return the centre with so many people of each crew on duty all the time."""
        question = self.question
        return Centre(
            queues=tuple(replace(queue, offered=queue.offered * self.hours) for queue in question.queues),
            groups=tuple(
                Group(
                    name=crew.name,
                    people=number,
                    skills=crew.skills,
                    languages=crew.languages,
                    duty=((0.0, 1e12),),
                    preferred_queues=crew.preferred_queues,
                )
                for crew, number in zip(question.crews, plan, strict=True)
            ),
            interval_seconds=question.interval_seconds,
            policy=question.policy,
            warm_up_seconds=self.warm_up,
        )

    def reached(self, plan: Plan) -> list[Estimate]:
        """Return the service level of every queue under the plan."""
        if plan not in self.known:
            lay = lay_out(self.centre(plan))
            shape = (len(self.question.queues), self.hours)
            counts = np.stack([play_once(lay, deck, shape, self.run).counts.sum(axis=1) for deck in self.decks])
            self.known[plan] = [
                ratio_estimate(*level_terms(counts[:, q], wanted.letter), 0.95)
                for q, wanted in enumerate(self.question.wanted)
            ]
        return self.known[plan]

    def margins(self, plan: Plan) -> NDArray[np.float64]:
        """Return by how much every queue is above its promise; a queue without contacts is content."""
        found = [
            estimate.mean - wanted.service_level
            for estimate, wanted in zip(self.reached(plan), self.question.wanted, strict=True)
        ]
        margins: NDArray[np.float64] = np.nan_to_num(np.array(found), nan=1.0)
        return margins
