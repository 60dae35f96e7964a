"""Something that can be asked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

from ._base import Payload, RequestPayload

Asked = TypeVar("Asked", bound=RequestPayload)
Answered = TypeVar("Answered", bound=Payload)


@dataclass(frozen=True)
class Operation(Generic[Asked, Answered]):
    """An operation with its topics and the models of what is asked and answered."""

    name: str
    request_topic: str
    response_topic: str
    dead_letter_topic: str
    request: type[Asked]
    response: type[Answered]
