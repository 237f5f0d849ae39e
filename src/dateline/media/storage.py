"""Private files: nothing here has an address. What may be seen is served by token, after the record was asked."""

from django.core.files.storage import FileSystemStorage


class PrivateStorage(FileSystemStorage):
    """Files in the data folder, for their owner alone; `url` refuses, so no page can link to one by mistake."""

    def __init__(self) -> None:
        super().__init__(file_permissions_mode=0o600, directory_permissions_mode=0o700)

    def url(self, name: str | None) -> str:
        raise ValueError(f"{name}: private files have no address")
