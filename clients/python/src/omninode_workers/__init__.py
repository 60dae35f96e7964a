"""Asks the workers of the OmniNode / ONEX event bus over Kafka.

`omninode_workers.aio.Client` is for asyncio, `omninode_workers.blocking.Client` for threads.
"""

from . import models, operations
from ._asking import Reply
from ._operation import Operation
from .errors import (
    ClientClosedError,
    ClientError,
    DeadLetteredError,
    MissingTopicsError,
    ReplyTimeoutError,
    RequestRefusedError,
    UnexpectedReplyError,
)

__all__ = [
    "ClientClosedError",
    "ClientError",
    "DeadLetteredError",
    "MissingTopicsError",
    "Operation",
    "Reply",
    "ReplyTimeoutError",
    "RequestRefusedError",
    "UnexpectedReplyError",
    "models",
    "operations",
]
