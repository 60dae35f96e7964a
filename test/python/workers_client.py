"""Asks for all there is to see of the installed Python client, and prints one JSON line for each.

usage: workers_client.py BOOTSTRAP aio|blocking
"""

import asyncio
import json
import sys
from contextlib import asynccontextmanager
from functools import partial
from typing import Any, AsyncIterator, Awaitable, Callable
from uuid import uuid4

from confluent_kafka import Producer
from pydantic import ValidationError

from omninode_workers import ClientError, DeadLetteredError, Operation, RequestRefusedError, aio, blocking, operations
from omninode_workers.models import StampRequest, ValidateRequest, WorkflowTriggerRequest

ASKED = [operations.STAMP, operations.VALIDATE, operations.WORKFLOW_TRIGGER]
CODE = "def f(a: int) -> int:\n    return a\n"
NOBODY_ANSWERS = WorkflowTriggerRequest(workflow_name="none")

Ask = Callable[..., Awaitable[Any]]
Close = Callable[[], Awaitable[None]]


@asynccontextmanager
async def client_of(kind: str, bootstrap: str) -> AsyncIterator[tuple[Ask, Close]]:
    """The two clients promise the same."""
    if kind == "aio":
        async with aio.Client(bootstrap, ASKED) as client:
            yield client.ask, client.close
    else:
        with blocking.Client(bootstrap, ASKED) as threads:
            yield partial(asyncio.to_thread, threads.ask), partial(asyncio.to_thread, threads.close)


def tell(*facts: Any) -> None:
    print(json.dumps(facts), flush=True)


async def failure(asking: Awaitable[Any]) -> Any:
    try:
        return await asking
    except ClientError as error:
        return error


def set_aside(bootstrap: str, operation: Operation[Any, Any], correlation_id: str) -> None:
    producer = Producer({"bootstrap.servers": bootstrap})
    facts = {"correlation_id": correlation_id, "x-error-code": "retries_exhausted", "x-error-message": "gone"}
    producer.produce(operation.dead_letter_topic, b"{}", headers=list(facts.items()))
    producer.flush(20)


async def answers(ask: Ask, kind: str) -> None:
    stamps = await asyncio.gather(*(ask(operations.STAMP, StampRequest(content=str(n))) for n in range(3)))
    tell("stamps", len({stamp.payload.blake3_hash for stamp in stamps}))
    session, correlation = str(uuid4()), str(uuid4()).upper()
    request = ValidateRequest(code_content=CODE, node_type="compute")
    trace = f"00-{kind.encode().hex():0>32}-00f067aa0ba902b7-01"
    ids = {"session_id": session, "correlation_id": correlation, "traceparent": trace}
    validated = await ask(operations.VALIDATE, request, **ids)
    score = validated.payload.quality_score
    tell("validated", score > 0, validated.payload.session_id == session, validated.correlation_id == correlation)


async def refusals(ask: Ask) -> None:
    refused = await failure(ask(operations.VALIDATE, ValidateRequest(code_content=CODE, language="cobol")))
    assert isinstance(refused, RequestRefusedError), refused
    tell("refused", refused.code, refused.payload["is_valid"])
    try:
        ValidateRequest(code_content="", node_type="gateway", contnt="")
    except ValidationError as error:
        tell("invalid", sorted(fault["loc"][0] for fault in error.errors()))


async def silence(ask: Ask, close: Close, bootstrap: str) -> None:
    late = await failure(ask(operations.WORKFLOW_TRIGGER, NOBODY_ANSWERS, timeout=0.5))
    tell("late", type(late).__name__, late.code)
    lost = str(uuid4())
    asking = asyncio.create_task(failure(ask(operations.WORKFLOW_TRIGGER, NOBODY_ANSWERS, correlation_id=lost)))
    set_aside(bootstrap, operations.WORKFLOW_TRIGGER, lost)
    # Set aside again and again: the request may be on its way still.
    while not asking.done():
        await asyncio.wait([asking], timeout=2)
        set_aside(bootstrap, operations.WORKFLOW_TRIGGER, lost)
    dead = asking.result()
    assert isinstance(dead, DeadLetteredError), dead
    tell("dead", dead.code, dead.correlation_id == lost, dead.topic)
    waiting = asyncio.create_task(failure(ask(operations.WORKFLOW_TRIGGER, NOBODY_ANSWERS)))
    await asyncio.sleep(0)
    await close()
    tell("closed", (await waiting).code, (await failure(ask(operations.STAMP, StampRequest(content="")))).code)


async def main() -> None:
    bootstrap, kind = sys.argv[1:]
    async with client_of(kind, bootstrap) as (ask, close):
        await answers(ask, kind)
        await refusals(ask)
        await silence(ask, close, bootstrap)


asyncio.run(main())
