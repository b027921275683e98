"""Another folder, e.g. a web server's on a mounted disk: the same files, each of them whole or not there at all."""

from pathlib import Path

from pipeline.errors import SinkRefused, StorageError
from pipeline.settings.sinks import SinkSettings
from pipeline.sinks.protocol import Parcel
from pipeline.stages.publish.files import remove_leftovers, storage_errors, write_whole


class Folder:
    """The folder at `settings.path`; it is made where it is missing, and what a killed run left there is removed."""

    def __init__(self, name: str, settings: SinkSettings) -> None:
        self.name = name
        self._folder = settings.path or Path()
        self._mended: set[Path] = set()

    def take(self, parcel: Parcel) -> None:
        """Write the file; see Carrier.take."""
        path = self._folder / parcel.name
        try:
            if path.parent not in self._mended:
                remove_leftovers(path.parent)
                self._mended.add(path.parent)
            write_whole(path, parcel.body)
        except StorageError as error:
            raise self._refused(error) from error

    def remove(self, name: str) -> None:
        """Remove the file."""
        path = self._folder / name
        try:
            with storage_errors(path):
                path.unlink(missing_ok=True)
        except StorageError as error:
            raise self._refused(error) from error

    def close(self) -> None:
        """Nothing is open."""

    def _refused(self, error: StorageError) -> SinkRefused:
        return SinkRefused(error.message, sink=self.name, item=error.item, next_step=error.next_step)
