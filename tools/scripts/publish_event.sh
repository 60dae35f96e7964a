#!/usr/bin/env bash
# publish_event.sh --topic TOPIC --payload JSON [--correlation-id ID] [options of "omni publish"]
. "$(dirname "$0")/omni.sh"

arguments=()
while [ $# -gt 0 ]; do
  case $1 in
    --topic) arguments+=(--event "$2"); shift 2 ;;
    --payload) arguments+=(--json "$2"); shift 2 ;;
    *) arguments+=("$1"); shift ;;
  esac
done
omni publish "${arguments[@]+"${arguments[@]}"}"
