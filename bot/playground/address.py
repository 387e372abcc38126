"""Where the playground listens, known once it runs."""

from dataclasses import dataclass


@dataclass
class Address:
    host: str
    port: int

    @property
    def authority(self) -> str:
        return f"{self.host}:{self.port}"

    def url(self, path: str) -> str:
        return f"http://{self.authority}{path}"

    def socket_url(self, path: str) -> str:
        return f"ws://{self.authority}{path}"
