#!/usr/bin/env bash
# create_codegen_topics.sh [options of "omni topics apply"]; BOOTSTRAP_SERVERS are the brokers
. "$(dirname "$0")/omni.sh"

export KAFKA_BOOTSTRAP_SERVERS="${BOOTSTRAP_SERVERS:-${KAFKA_BOOTSTRAP_SERVERS-}}"
omni topics apply --domain codegen "$@"
