# What the scripts beside it share: `omni` as it is installed, or as this repository builds it.
set -euo pipefail

omni() {
  local built
  built="$(dirname "${BASH_SOURCE[0]}")/../../dist/apps/cli/src/main.js"
  if [ -f "$built" ]; then exec node "$built" "$@"; fi
  exec omni "$@"
}
