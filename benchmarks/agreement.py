"""How long the statistics of a large round take: 200 people, 38 criteria, six perspectives.

Run with `.venv/bin/python benchmarks/agreement.py`; prints the table of docs/benchmarks.md. Times are of this
process, after one run that does not count.
"""

from __future__ import annotations

import random
import statistics
import time
from collections.abc import Callable

from plateau.assessment.agreement import blind_spots, reliability
from plateau.assessment.model import Answer, Mark, Perspective
from plateau.assessment.suppression import Submission, publish

PEOPLE, CRITERIA, MINIMUM, RUNS = 200, 38, 3, 15
CHANCE = random.Random(4)


def answer(criterion: str) -> Answer:
    if CHANCE.random() < 0.1:
        return Answer(criterion, Mark.UNKNOWN, None)
    return Answer(criterion, Mark.PLATEAU, CHANCE.choice((1, 2, 2, 3, 3, 3, 4, 4, 5)))


def row(name: str, work: Callable[[], object]) -> None:
    work()
    times = []
    for _ in range(RUNS):
        start = time.perf_counter()
        work()
        times.append((time.perf_counter() - start) * 1000)
    print(f"| {name} | {min(times):,.1f} | {statistics.median(times):,.1f} | {max(times):,.1f} |")


def main() -> None:
    names = [f"c{number}" for number in range(CRITERIA)]
    perspectives = list(Perspective)
    submissions = [
        Submission(CHANCE.choice(perspectives), {name: answer(name) for name in names}) for _ in range(PEOPLE)
    ]
    results = publish(submissions, names, minimum=MINIMUM)
    distributions = list(results.distributions.values())
    print("| what | least (ms) | median (ms) | most (ms) |\n|---|---|---|---|")
    row(
        "what may be shown, per criterion and perspective",
        lambda: publish(submissions, names, minimum=MINIMUM),
    )
    row("median, quartiles and Van der Eijk's A of all criteria", lambda: [
        (item.median, item.quartiles, item.agreement, item.accord) for item in distributions
    ])  # fmt: skip
    row("blind spots", lambda: [blind_spots(result.blocks) for result in results.criteria.values()])
    row("Krippendorff's alpha with 1,000 resamples", lambda: reliability(distributions, seed=1))


if __name__ == "__main__":
    main()
