"""What all models have in common."""

from __future__ import annotations

from typing import Any, ClassVar

from pydantic import BaseModel, ConfigDict, model_validator


class Payload(BaseModel):
    """What somebody said. Properties beyond the documented ones are kept: workers may add some."""

    model_config = ConfigDict(extra="allow", strict=True, protected_namespaces=())


class RequestPayload(BaseModel):
    """What is asked. A property that the request does not have is a mistake."""

    model_config = ConfigDict(extra="forbid", strict=True, protected_namespaces=())

    #: Of these one at least must be given.
    one_of: ClassVar[tuple[str, ...]] = ()

    @model_validator(mode="after")
    def _has_one_of(self) -> RequestPayload:
        if self.one_of and all(getattr(self, name) is None for name in self.one_of):
            raise ValueError(f"one of {', '.join(self.one_of)} is needed")
        return self

    def as_payload(self) -> dict[str, Any]:
        """What was set, as JSON values: for the rest the worker has defaults, some of which depend on what was set."""
        return self.model_dump(mode="json", exclude_unset=True)
