"""Golden vectors of the simulate layer: the motor unit pool, its fatigue and its recovery, in NumPy.

Run from anywhere: python golden/simulate/generate.py
Writes <kind>.json beside itself; src/simulate/golden.test.ts runs every file there. Written from the equations (Fuglevand,
Winter and Patla 1993; Potvin and Fuglevand 2017), over whole arrays and with a search of its own.
"""

import json
from pathlib import Path

import numpy as np

SEED = 20170605
OUT = Path(__file__).parent

N = 120
RANGE, FORCES, TIMES, FATIGUE = 50.0, 100.0, 3.0, 180.0
LONGEST_MS, LEAST_HZ, FIRST_HZ, LAST_HZ = 90.0, 8.0, 35.0, 25.0
LOSS_PER_S, TAU_S, ADAPTED, SLOWED = 0.0225, 22.0, 0.67, 0.379

i = np.arange(N)
THRESHOLDS = np.exp(i * np.log(RANGE) / (N - 1))
PEAKS = FIRST_HZ - (FIRST_HZ - LAST_HZ) * (THRESHOLDS - THRESHOLDS[0]) / (RANGE - THRESHOLDS[0])
FORCE = np.exp(i * np.log(FORCES) / (N - 1))
CONTRACTION = LONGEST_MS * (1 / FORCE) ** (np.log(TIMES) / np.log(FORCES))
MOST = THRESHOLDS[-1] + (LAST_HZ - LEAST_HZ)


def losses(fatigability: float) -> np.ndarray:
    return np.exp(i * np.log(FATIGUE) / (N - 1)) * (LOSS_PER_S * fatigability / FATIGUE) * FORCE


def fire(excitation: float, left: np.ndarray, firing_s: np.ndarray):
    """Rates, activations and force at an excitation."""
    active = excitation >= THRESHOLDS
    rate = np.where(active, np.minimum(excitation - THRESHOLDS + LEAST_HZ, PEAKS), 0.0)
    place = (THRESHOLDS - 1) / (THRESHOLDS[-1] - 1)
    lost = place * ADAPTED * (rate - LEAST_HZ + 2) * (1 - np.exp(-firing_s / TAU_S))
    rate = np.where(active, rate - np.maximum(lost, 0), 0.0)
    x = CONTRACTION * (1 + SLOWED * (1 - left / FORCE)) * rate / 1000
    s = 1 - np.exp(-2 * 0.4**3)
    activation = np.where(x <= 0.4, s * x / 0.4, 1 - np.exp(-2 * x**3))
    return rate, activation, float((activation * left).sum())


MAXIMUM = fire(MOST, FORCE, np.zeros(N))[2]


class Muscle:
    def __init__(self, fatigability=1.0, activation_loss=0.0, recovery=None):
        self.left, self.slow, self.firing_s = FORCE.copy(), np.zeros(N), np.zeros(N)
        self.ions = self.warmth = 0.0
        self.fatigability, self.activation_loss, self.recovery = fatigability, activation_loss, recovery

    def reachable(self) -> float:
        loss = 1 - self.left.sum() / FORCE.sum()
        return MOST * (1 - self.activation_loss * min(1.0, loss / 0.5))

    def capacity(self) -> float:
        return fire(self.reachable(), self.left, self.firing_s)[2] / MAXIMUM

    def step(self, excitation: float, dt: float) -> float:
        rate, activation, force = fire(excitation, self.left, self.firing_s)
        share = force / MAXIMUM
        silent = rate == 0
        loss = np.minimum(self.left, losses(self.fatigability) * activation * dt)
        lost = FORCE - self.left
        if self.recovery:
            slow_share, fast_tau, slow_tau = self.recovery
            slow = np.minimum(self.slow, lost)
            back_slow, back_fast = slow * min(1, dt / slow_tau), (lost - slow) * min(1, dt / fast_tau)
            self.left = np.where(silent, self.left + back_slow + back_fast, self.left - loss)
            self.slow = np.where(silent, slow - back_slow, self.slow + slow_share * loss)
        else:
            self.left, self.slow = self.left - loss, self.slow + loss
        self.firing_s = np.where(silent, 0.0, self.firing_s + dt)
        gather, leave = share * self.fatigability / 45, max(0.0, 1 - share / 0.45) / 70
        self.ions = min(1.0, max(0.0, self.ions + dt * (gather * (1 - self.ions) - leave * self.ions)))
        self.warmth += dt * (share / 40 * (1 - self.warmth) - self.warmth / 900)
        return share

    def excitation_for(self, target: float) -> float:
        """The smallest excitation that meets a target share of the rested maximum, by halving."""
        low, high = 0.0, self.reachable()
        if fire(high, self.left, self.firing_s)[2] < target * MAXIMUM:
            return high
        for _ in range(60):
            middle = (low + high) / 2
            if fire(middle, self.left, self.firing_s)[2] < target * MAXIMUM:
                low = middle
            else:
                high = middle
        return high


def numbers(x) -> list:
    return np.asarray(x, dtype=float).ravel().tolist()


def write(kind: str, tolerance: float, reason: str, cases: list) -> None:
    head = {
        "kind": kind,
        "written_by": "golden/simulate/generate.py",
        "numpy": np.__version__,
        "seed": SEED,
        "tolerance": tolerance,
        "tolerance_reason": reason,
    }
    lines = ",\n".join(json.dumps(case) for case in cases)
    (OUT / f"{kind}.json").write_text(json.dumps(head)[:-1] + ', "cases": [\n' + lines + "\n]}\n")


FLOAT64 = "float64 arithmetic in another order; error = max|difference| / max|reference| per array"
rng = np.random.default_rng(SEED)

write(
    "pool",
    1e-12,
    FLOAT64,
    [
        {
            "fatigability": f,
            "thresholds": numbers(THRESHOLDS),
            "peakRatesHz": numbers(PEAKS),
            "unitForces": numbers(FORCE),
            "contractionTimesMs": numbers(CONTRACTION),
            "lossesPerS": numbers(losses(f)),
            "maxExcitation": MOST,
            "restedMaximum": MAXIMUM,
        }
        for f in (1.0, 1.6)
    ],
)

forces = []
for excitation in (1.0, 3.7, 12.0, 35.5, 50.0, 67.0):
    left = np.round(FORCE * (1 - 0.8 * rng.random(N)), 6)
    firing_s = np.round(np.where(rng.random(N) < 0.3, 0, 90 * rng.random(N)), 3)
    rates, activations, force = fire(excitation, left, firing_s)
    forces.append(
        {
            "excitation": excitation,
            "left": numbers(left),
            "firingS": numbers(firing_s),
            "ratesHz": numbers(rates),
            "activations": numbers(activations),
            "force": force,
        }
    )
write("pool-force", 1e-12, FLOAT64, forces)

STEP_MM = 0.25


def fibre_potential(way_mm: float, depth2: float, endplate: float, tendons, electrodes) -> float:
    """Potential between two electrodes while the wave front is way_mm from the end plate, by fine numerical integration."""
    total = 0.0
    for sign, tendon in ((1, tendons[0]), (-1, tendons[1])):
        top = min(tendon, way_mm)
        if top <= 0:
            continue
        edges = np.linspace(0, top, 8001)
        z = (edges[1:] + edges[:-1]) / 2
        behind = way_mm - z
        slope = 96 * (3 * behind**2 - behind**3) * np.exp(-behind)
        at = endplate + sign * z
        field = sum(s * -(at - e) / ((at - e) ** 2 + 5 * depth2) ** 1.5 for s, e in zip((1, -1), electrodes))
        total += sign * float((slope * field).sum()) * (edges[1] - edges[0])
    return total


fibres = []
for depth2, endplate, tendons, electrodes in (
    (60.0, 0.0, (34.0, 34.0), (9.0, 29.0)),
    (210.0, -3.2, (38.0, 30.5), (6.0, 26.0)),
    (400.0, 2.0, (29.0, 36.25), (12.5, 32.5)),
):
    ways = [STEP_MM * k for k in range(1, round((max(tendons) + 14) / STEP_MM), 7)]
    fibres.append(
        {
            "squaredDepth": depth2,
            "endplateMm": endplate,
            "tendonsMm": tendons,
            "electrodesMm": electrodes,
            "waysMm": ways,
            "potentials": [fibre_potential(w, depth2, endplate, tendons, electrodes) for w in ways],
        }
    )
write("fibre", 1e-2, "steps of 0.25 mm here, of a few micrometres there; the wave is cut off 15 mm behind its front", fibres)

courses = []
for fatigability, activation_loss, recovery in ((1.0, 0.0, None), (1.3, 0.35, (0.45, 25.0, 600.0))):
    muscle = Muscle(fatigability, activation_loss, recovery)
    steps, shares, capacities = [], [], []
    for excitation, seconds, dt in ((20.0, 30, 0.1), (0.0, 12, 0.1), (60.0, 20, 0.1), (0.0, 90, 0.05), (8.0, 15, 0.1)):
        for _ in range(round(seconds / dt)):
            steps.append((excitation, dt))
            shares.append(muscle.step(excitation, dt))
            capacities.append(muscle.capacity())
    courses.append(
        {
            "fatigability": fatigability,
            "activationLoss": activation_loss,
            "recovery": None if recovery is None else dict(zip(("slowShare", "fastTauS", "slowTauS"), recovery)),
            "runs": [[e, dt, round(s / dt)] for e, s, dt in ((20, 30, 0.1), (0, 12, 0.1), (60, 20, 0.1), (0, 90, 0.05), (8, 15, 0.1))],
            "shares": numbers(shares[::20]),
            "capacities": numbers(capacities[::20]),
            "left": numbers(muscle.left),
            "slowLosses": numbers(muscle.slow),
            "firingS": numbers(muscle.firing_s),
            "ions": muscle.ions,
            "warmth": muscle.warmth,
        }
    )
write("muscle", 1e-10, FLOAT64 + "; errors add up over some thousand steps", courses)

holds = []
for target in (0.15, 0.2, 0.3, 0.4, 0.5, 0.7):
    muscle = Muscle()
    n = 0
    excitations = []
    while muscle.capacity() >= target:
        excitations.append(muscle.excitation_for(target))
        muscle.step(excitations[-1], 0.1)
        n += 1
    holds.append({"targetShare": target, "enduranceS": n / 10, "excitations": numbers(excitations[::50])})
write("hold", 2e-3, "excitations are searched on a grid of 2^-10 here and to the last bit there", holds)
