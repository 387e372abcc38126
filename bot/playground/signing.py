"""How Slack signs what it sends over HTTP (docs: authentication/verifying-requests-from-slack)."""

import hashlib
import hmac
import time

VERSION = "v0"


def signed(secret: str, body: bytes) -> dict[str, str]:
    """Give the headers that show a body is Slack's.

    The time is the machine's and not the workspace's, whose clock jumps: apps refuse what is five minutes off theirs.
    """
    moment = str(int(time.time()))
    basis = b":".join([VERSION.encode(), moment.encode(), body])
    digest = hmac.new(secret.encode(), basis, hashlib.sha256).hexdigest()
    return {"X-Slack-Request-Timestamp": moment, "X-Slack-Signature": f"{VERSION}={digest}"}
