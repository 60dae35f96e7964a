#!/usr/bin/env bash
# consume_events.sh --topic TOPIC [--group GROUP] [--offset earliest|latest|N] [options of "omni consume"]
. "$(dirname "$0")/omni.sh"

arguments=()
while [ $# -gt 0 ]; do
  case "$1 ${2-}" in
    '--offset earliest') arguments+=(--from-beginning); shift 2 ;;
    '--offset latest') shift 2 ;;
    *) arguments+=("$1"); shift ;;
  esac
done
omni consume "${arguments[@]+"${arguments[@]}"}"
