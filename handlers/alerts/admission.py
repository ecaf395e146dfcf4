"""Who may send alerts: whoever shows the token, or signs with a source's own secret.

Answers for: one token for all sources, as bearer token or as the password of basic authentication; where a source's
secret is set, its signature alone. May not: take either from an address, which stands in logs.
"""

import binascii
import hmac
from base64 import b64decode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from handlers.alerts.signing import BadSignature, Sent, verify
from handlers.alerts.source import Source


class NotAdmitted(Exception):
    """The sender is not let in. ``detail``: what would let it in."""

    def __init__(self, detail: str) -> None:
        super().__init__(detail)
        self.detail = detail


@dataclass(frozen=True, slots=True)
class Admission:
    """``token``: empty when none is set; then only sources with a secret are let in. ``secrets``: by the name of the
    source. Raises ValueError when there is neither: everybody could send alerts."""

    token: str = field(repr=False)
    secrets: Mapping[str, Sequence[str]] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        if not self.token and not any(self.secrets.values()):
            raise ValueError("alerts need a token: set FENGHUO_ALERT_TOKEN")

    def wants_signature(self, source: Source | None) -> bool:
        """Whether the body is needed to judge a request of this source."""
        return source is not None and source.signature is not None and bool(self.secrets.get(source.name))

    def check_signature(self, source: Source, sent: Sent) -> None:
        """Raises NotAdmitted."""
        assert source.signature is not None
        try:
            verify(source.signature, self.secrets[source.name], sent)
        except BadSignature as bad:
            name = secret_name(source.name)
            raise NotAdmitted(f"Not signed with the secret in {name}: {bad}.") from None

    def check_token(self, authorization: str) -> None:
        """``authorization``: the header of this name. Raises NotAdmitted."""
        if not self.token:
            raise NotAdmitted("This source is not let in: FENGHUO_ALERT_TOKEN is not set.")
        shown = _shown(authorization).encode("utf-8", "surrogateescape")
        if not hmac.compare_digest(shown, self.token.encode()):
            raise NotAdmitted("The bearer token is missing or wrong: it is the one in FENGHUO_ALERT_TOKEN.")


def secret_name(source: str) -> str:
    """The setting that holds a source's secret."""
    return f"FENGHUO_SECRET_{source.upper().replace('-', '_')}"


def _shown(authorization: str) -> str:
    """The bearer token, or the password of basic authentication (the user may be anybody); empty without one."""
    scheme, _, given = authorization.partition(" ")
    if scheme.lower() == "bearer":
        return given.strip()
    if scheme.lower() == "basic":
        try:
            return b64decode(given.strip(), validate=True).decode().partition(":")[2]
        except (binascii.Error, ValueError):
            return ""
    return ""
