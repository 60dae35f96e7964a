"""What a request must be, and the reply to it: the same for every Python peer."""

from pydantic import BaseModel


class Payload(BaseModel):
    content: str


class Request(BaseModel):
    correlation_id: str
    payload: Payload


class Echo(BaseModel):
    echo: bool = True


class Reply(BaseModel):
    correlation_id: str
    payload: Echo = Echo()


def reply_to(value: bytes) -> bytes:
    """Raises ValidationError where it is no request."""
    request = Request.model_validate_json(value)
    return Reply(correlation_id=request.correlation_id).model_dump_json().encode()
