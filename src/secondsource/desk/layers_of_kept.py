"""Layers are kept of the reports that a desk keeps; of any others they are forgotten at once."""

from collections.abc import Collection, Mapping

from secondsource.store.store import Store


class LayersOfKept:
    """Where a running desk keeps what reading gave: a draft may be checked against other pages."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def layers(self, report_ids: Collection[str], maker: str) -> Mapping[str, bytes]:
        """The kept layers of those reports that this maker has read."""
        return self._store.layers.layers(report_ids, maker)

    def put_layers(self, maker: str, layers: Mapping[str, bytes]) -> None:
        """Keep layers, by report id, of those that the desk keeps."""
        kept = self._store.reports.standing(layers)
        self._store.layers.put_layers(maker, {one: layers[one] for one in layers if one in kept})
