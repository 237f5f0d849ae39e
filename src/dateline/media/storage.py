"""Private files: nothing here has an address. What may be seen is served by token, after the record was asked."""

import os

from django.conf import settings
from django.core.files.storage import FileSystemStorage


class PrivateStorage(FileSystemStorage):
    """Files in the data folder, for their owner alone; `url` refuses, so no page can link to one by mistake."""

    def __init__(self) -> None:
        super().__init__(file_permissions_mode=0o600, directory_permissions_mode=0o700)

    @property
    def base_location(self) -> str:
        """Read each time, for one process may work in several data folders, one after the other."""
        return str(settings.MEDIA_ROOT)

    @property
    def location(self) -> str:
        return os.path.abspath(self.base_location)

    def url(self, name: str | None) -> str:
        raise ValueError(f"{name}: private files have no address")
