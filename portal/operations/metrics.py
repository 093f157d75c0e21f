"""Figures for Prometheus: requests, how long they and the engine took, and what is in the index.

With several workers each writes its figures into a file of its own below ``PROMETHEUS_MULTIPROC_DIR`` (``portal serve``
sees to that), and whichever is asked adds them up. prometheus_client decides when it is imported whether it does so:
therefore it is imported here when an app is made.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING

from flask import Flask, Response, current_app, request

from indexer.errors import PalermoError
from indexer.search.answers import SearchResults
from portal.opening import current_library, on_opening
from portal.operations.logs import seconds

if TYPE_CHECKING:
    from prometheus_client import CollectorRegistry
    from prometheus_client.core import GaugeMetricFamily

FOLDER = "PROMETHEUS_MULTIPROC_DIR"
KEY = "palermo.metrics"
STEPS = (0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0)
"""Upper bounds of the classes that times are counted in, in seconds."""


def init_app(app: Flask) -> None:
    """Count the requests of the app and the questions to its engine."""
    from prometheus_client import CollectorRegistry, Counter, Histogram  # noqa: PLC0415 - see above

    registry = CollectorRegistry()
    app.extensions[KEY] = registry
    requests = Counter("palermo_requests", "Requests answered", ["endpoint", "status"], registry=registry)
    times = Histogram(
        "palermo_request_seconds", "Time to answer a request", ["endpoint"], registry=registry, buckets=STEPS
    )
    engine = Histogram("palermo_search_seconds", "Time of the engine for a question", registry=registry, buckets=STEPS)

    @app.after_request
    def count(response: Response) -> Response:
        endpoint = request.endpoint or "none"
        requests.labels(endpoint, response.status_code).inc()
        times.labels(endpoint).observe(seconds())
        return response

    def searched(results: SearchResults) -> None:
        engine.observe(results.milliseconds / 1000)

    on_opening(app, lambda library: library.tell_searches(searched))


def metrics() -> Response:
    """All figures in the text format of Prometheus."""
    from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest  # noqa: PLC0415 - see above
    from prometheus_client.multiprocess import MultiProcessCollector  # noqa: PLC0415

    counted: CollectorRegistry = current_app.extensions[KEY]
    if os.environ.get(FOLDER):
        counted = CollectorRegistry()
        MultiProcessCollector(counted)  # type: ignore[no-untyped-call]
    now = CollectorRegistry()
    now.register(_Index())
    response = Response(generate_latest(counted) + generate_latest(now), content_type=CONTENT_TYPE_LATEST)
    response.headers["Cache-Control"] = "no-store"
    return response


def forget_process(process: int) -> None:
    """Drop what a worker that ended says of the present; what it counted stays counted."""
    from prometheus_client.multiprocess import mark_process_dead  # noqa: PLC0415 - see above

    mark_process_dead(process)  # type: ignore[no-untyped-call]


class _Index:
    """What the index and the catalogue hold at this moment; while the engine is away only that it is."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """The figures, as prometheus_client asks for them."""
        from prometheus_client.core import GaugeMetricFamily  # noqa: PLC0415 - see above

        library = current_library()
        yield GaugeMetricFamily("palermo_record_folders", "Records of the collections", value=len(library.corpus))
        try:
            status = library.index_status()
        except PalermoError:
            yield GaugeMetricFamily("palermo_index_up", "Whether the index can be asked", value=0)
            return
        yield GaugeMetricFamily("palermo_index_up", "Whether the index can be asked", value=1)
        yield GaugeMetricFamily("palermo_index_records", "Records that can be found", value=status.records)
        yield GaugeMetricFamily("palermo_index_passages", "Passages that can be found", value=status.passages)
        yield GaugeMetricFamily("palermo_index_bytes", "Size of the index", value=status.bytes)
        generation = GaugeMetricFamily(
            "palermo_index_generation", "Which index answers", labels=["engine", "generation", "built"]
        )
        generation.add_metric([status.engine, status.generation, status.built], 1)
        yield generation
