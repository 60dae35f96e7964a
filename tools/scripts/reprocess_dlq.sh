#!/usr/bin/env bash
# reprocess_dlq.sh --dlq-topic TOPIC [--original-topic TOPIC] [--limit N] [--dry-run] [options of "omni dlq retry"]
. "$(dirname "$0")/omni.sh"

arguments=(--yes --reason reprocess_dlq.sh)
given=()
while [ $# -gt 0 ]; do
  case $1 in
    --dlq-topic) given+=(--topic "$2"); shift 2 ;;
    --original-topic) given+=(--target "$2"); shift 2 ;;
    --limit) given+=(--max "$2"); shift 2 ;;
    --dry-run) arguments=(); shift ;;
    *) given+=("$1"); shift ;;
  esac
done
omni dlq retry "${arguments[@]+"${arguments[@]}"}" "${given[@]+"${given[@]}"}"
