"""What Prometheus is told: requests, streams of progress, and how much there is to do."""

import time
from collections.abc import Callable, Iterator

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric

from secondsource.errors import SecondSourceError
from secondsource.records.tally import Tally

TEXT = "text/plain; version=0.0.4; charset=utf-8"
SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.3, 0.5, 1.0, 2.5, 5.0, 10.0)
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
COUNTED_ANEW = 10.0  # seconds after which the desk is counted again


class Metrics:
    """The counters of one server. `tally` counts what there is at the desk."""

    def __init__(self, tally: Callable[[], Tally] | None = None) -> None:
        self._registry = CollectorRegistry()
        self._requests = Counter(
            "secondsource_requests",
            "Requests that were answered.",
            ("method", "route", "status"),
            registry=self._registry,
        )
        self._seconds = Histogram(
            "secondsource_request_seconds",
            "How long answers took, of streams until their first word.",
            ("route",),
            buckets=SECONDS,
            registry=self._registry,
        )
        self.streams = Gauge(
            "secondsource_streams_open",
            "Streams of progress that somebody listens to.",
            registry=self._registry,
        )
        if tally is not None:
            self._registry.register(_Tallied(tally))

    def answered(self, method: str, route: str, status: int, seconds: float) -> None:
        """Count a request."""
        known = method if method in METHODS else "other"
        self._requests.labels(known, route, str(status)).inc()
        self._seconds.labels(route).observe(seconds)

    def text(self) -> bytes:
        """All of it, in the text format of Prometheus."""
        return generate_latest(self._registry)


class _Tallied:
    """Counts the desk when it is asked, and not again for some seconds."""

    def __init__(self, tally: Callable[[], Tally]) -> None:
        self._tally = tally
        self._known: tuple[float, Tally] | None = None

    def describe(self) -> Iterator[Metric]:
        """Nothing: what is counted is known once it is."""
        return iter(())

    def collect(self) -> Iterator[Metric]:
        """The figures; none while the store cannot be asked."""
        try:
            tally = self._counted()
        except SecondSourceError:
            return
        yield GaugeMetricFamily("secondsource_reports", "Reports kept.", tally.reports)
        yield GaugeMetricFamily("secondsource_stories", "Stories kept.", tally.stories)
        jobs = GaugeMetricFamily(
            "secondsource_jobs", "Jobs that have not ended.", labels=("lane", "state")
        )
        for lane, state, number in tally.jobs:
            jobs.add_metric((lane.value, state.value), number)
        yield jobs

    def _counted(self) -> Tally:
        now = time.monotonic()
        if self._known is None or now - self._known[0] > COUNTED_ANEW:
            self._known = now, self._tally()
        return self._known[1]
