"""Holds the models of the Python client to samples that must pass and samples that must not.

Reads one JSON object from standard input: `{model: [[must it pass?, payload], …]}`. Prints, as JSON, the model and the
payload of each that was taken for the other.
"""

import json
import sys

from pydantic import ValidationError

from omninode_workers import models


def passes(name: str, payload: object) -> bool:
    try:
        getattr(models, name).model_validate(payload)
        return True
    except ValidationError:
        return False


samples = json.load(sys.stdin).items()
wrong = [(name, payload) for name, each in samples for must, payload in each if passes(name, payload) is not must]
print(json.dumps(wrong))
