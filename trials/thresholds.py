"""What a run is judged by."""

from collections.abc import Sequence

import msgspec

from reports.percentiles import distribution
from trials.samples import Sample, per_second_after_ramp

JUDGED_LOOPS = 50
"""With fewer loops a run ends too soon after its ramp to say how many requests a second are answered."""


class Limits(msgspec.Struct, frozen=True):
    """From which mean and 95th percentile on (milliseconds), and below how many requests a second, a run fails."""

    mean_ms: float = 200
    p95_ms: float = 500
    per_second: float = 100


class Threshold(msgspec.Struct, frozen=True):
    """A limit and what was measured, in words. `passed` is None if it was not judged."""

    name: str
    limit: str
    measured: str
    passed: bool | None


def judge(samples: Sequence[Sample], violations: int, limits: Limits, loops: int) -> list[Threshold]:
    """The thresholds of a run. One without requests fails.

    Args:
        violations: of everything that must hold.
    """
    latency = distribution(sample.milliseconds for sample in samples)
    errors = sum(bool(sample.failure) for sample in samples)
    rate = per_second_after_ramp(samples)
    judged = loops >= JUDGED_LOOPS
    return [
        Threshold(
            "Mean time to answer", f"< {limits.mean_ms:g} ms", f"{latency.mean:.1f} ms", latency.mean < limits.mean_ms
        ),
        Threshold(
            "95 % answered within", f"< {limits.p95_ms:g} ms", f"{latency.p95:.1f} ms", latency.p95 < limits.p95_ms
        ),
        Threshold(
            "Requests a second, after the ramp",
            f"≥ {limits.per_second:g}",
            f"{rate:.0f}" if judged else f"{rate:.0f}; judged from {JUDGED_LOOPS} loops on",
            rate >= limits.per_second if judged else None,
        ),
        Threshold("Wrong answers", "0", f"{errors:,} of {len(samples):,}", bool(samples) and not errors),
        Threshold("Violations of what must hold", "0", str(violations), not violations),
    ]
