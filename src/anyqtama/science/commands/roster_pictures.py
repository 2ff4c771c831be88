"""A roster and a design of shifts as pictures."""

from pathlib import Path

import numpy as np

from anyqtama.science.commands.plotting import new_figure, save
from anyqtama.science.rostering import Design, DesignQuestion, Problem, Roster

PALETTE = ("#3b7dd8", "#e0872b", "#5b4a9e", "#3a9a62", "#c2456b", "#8a6d3b", "#2a9d9d", "#777777")
OFF = "#f0f0ee"


def draw_roster(problem: Problem, roster: Roster, path: Path) -> None:
    """People by days, a colour a shift."""
    from matplotlib.colors import to_rgb
    from matplotlib.patches import Patch

    figure, axes = new_figure()
    shown = {shift.name: PALETTE[i % len(PALETTE)] for i, shift in enumerate(problem.shifts)}
    picture = np.array([[to_rgb(OFF if name is None else shown[name]) for name in row] for row in roster])
    figure.set_size_inches(max(6.0, 2.5 + 0.28 * problem.days), max(3.0, 1.5 + 0.24 * len(roster)))
    axes.imshow(picture, aspect="auto", interpolation="nearest")
    axes.set_yticks(range(len(roster)), [person.name for person in problem.people])
    weeks = [day for day in range(problem.days) if (problem.first_weekday + day) % 7 == 0]
    axes.set_xticks(weeks, [str(day) for day in weeks])
    axes.set_xlabel("day")
    for day in weeks[1:]:
        axes.axvline(day - 0.5, color="white", linewidth=2)
    if len(roster) * problem.days <= 1500:
        for y, row in enumerate(roster):
            for x, name in enumerate(row):
                if name is not None:
                    axes.text(x, y, name[:3], ha="center", va="center", color="white", fontsize=7)
    if len(shown) <= 12:
        handles = [Patch(color=colour, label=name) for name, colour in shown.items()]
        axes.legend(handles=handles, loc="upper left", bbox_to_anchor=(1.0, 1.0), frameon=False)
    save(figure, path)


def draw_design(question: DesignQuestion, design: Design, path: Path) -> None:
    """People wanted and people there, slot by slot."""
    figure, axes = new_figure()
    slots, step = len(question.wanted), question.slot_minutes
    there = np.zeros(slots, int)
    for started in design.started:
        minutes = np.arange(0, started.shape.lasts, step)
        for begin, rest in zip(started.breaks, started.shape.breaks, strict=True):
            minutes = minutes[(minutes < begin) | (minutes >= begin + rest.minutes)]
        at = (started.day * 1440 + started.shape.begins + minutes) // step % slots
        there[at] += started.people
    hours = np.arange(slots) * step / 60
    axes.step(hours, there, where="post", color=PALETTE[0], label="there")
    axes.step(hours, question.wanted, where="post", color=PALETTE[1], linestyle="--", label="wanted")
    axes.set_xticks(range(0, 24 * question.days + 1, 24))
    axes.set_xlabel("hours from the first midnight")
    axes.set_ylabel("people")
    axes.legend(frameon=False)
    save(figure, path)
