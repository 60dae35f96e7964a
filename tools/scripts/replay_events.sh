#!/usr/bin/env bash
# replay_events.sh [--correlation-id ID] [--start-time TIME] [--end-time TIME] [--target-topic TOPIC] [--dry-run]
#   [options of "omni replay"]
. "$(dirname "$0")/omni.sh"

arguments=(--reason replay_events.sh)
given=()
while [ $# -gt 0 ]; do
  case $1 in
    --correlation-id) given+=(--correlation "$2"); shift 2 ;;
    --start-time) given+=(--from "$2"); shift 2 ;;
    --end-time) given+=(--to "$2"); shift 2 ;;
    --target-topic) given+=(--to-topic "$2"); shift 2 ;;
    --dry-run) arguments=(--dry-run); shift ;;
    *) given+=("$1"); shift ;;
  esac
done
omni replay "${arguments[@]}" "${given[@]+"${given[@]}"}"
