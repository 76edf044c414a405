"""Where the actors of a network stand: those who act against each other near each other, the others apart."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

STEPS = 300
TO_THE_MIDDLE = 1.2
"""How strongly each is drawn to the middle, so that pairs that nothing joins don't drift away."""

GOLDEN_ANGLE = np.pi * (3 - 5**0.5)


def positions(number: int, links: Sequence[tuple[int, int]], width: float, height: float) -> NDArray[np.float64]:
    """One row of x and y for each of ``number`` actors, filling a box; the same links give the same picture.

    Fruchterman and Reingold's method (https://doi.org/10.1002/spe.4380211102): all push each other apart, links pull.
    """
    turn = np.arange(number)
    spiral = np.column_stack([np.cos(turn * GOLDEN_ANGLE), np.sin(turn * GOLDEN_ANGLE)])
    places = spiral * np.sqrt(turn[:, None] + 0.5)
    pulls = np.zeros((number, number))
    for one, other in links:
        pulls[one, other] = pulls[other, one] = one != other
    for step in range(STEPS):  # distances are counted in that which two neighbours should have
        apart = places[:, None] - places[None]
        far = np.maximum(np.hypot(apart[..., 0], apart[..., 1]), 0.05)
        force = 1 / far**2 - pulls * far
        np.fill_diagonal(force, 0)
        move = np.einsum("ij,ijk->ik", force, apart) - places * TO_THE_MIDDLE
        length = np.maximum(np.hypot(move[:, 0], move[:, 1]), 1e-9)
        places += move * (np.minimum(length, 0.5 * (1 - step / STEPS)) / length)[:, None]
    low, high = places.min(axis=0), places.max(axis=0)
    filled: NDArray[np.float64] = (places - low) / np.maximum(high - low, 1e-9) * np.array([width, height])
    return filled
