"""Puts a payload into a DSSE envelope, signed by securesystemslib: KEY TYPE PAYLOAD."""

import json
import sys
from pathlib import Path

from cryptography.hazmat.primitives.serialization import load_pem_private_key
from securesystemslib.dsse import Envelope
from securesystemslib.signer import CryptoSigner

key, payload_type, payload = sys.argv[1:]
envelope = Envelope(Path(payload).read_bytes(), payload_type, {})
envelope.sign(CryptoSigner(load_pem_private_key(Path(key).read_bytes(), None)))
print(json.dumps(envelope.to_dict()))
