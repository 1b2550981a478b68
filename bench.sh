#!/usr/bin/env bash
# Measures against a baseline in the same run and prints ratios; times differ from machine to machine.
#   ./bench.sh feed        id look-up and first pages of feeds at 100,000 stories, under the policies and without
#   ./bench.sh dashboard   live charts at 500,000 stories: how soon they move, what they cost writers, 500 of them at once
#   ./bench.sh archive     an archive in and out, against COPY of the same rows
#   ./bench.sh text        the text engine of writing together, against npm quill-delta under Node
#   ./bench.sh collaboration   a hundred writers in one story, against ShareDB, Hocuspocus and a bare SignalR hub
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
. "$root/build/install.sh"
. "$root/build/steps.sh"

install_postgres
install_dotnet
case ${1:-} in text | collaboration)
  install_node
  browser_libraries
  ;;
esac
if [ "${1:-}" = collaboration ] && [ ! "$root/build/peers/node_modules/.package-lock.json" -nt "$root/build/peers/package-lock.json" ]; then
  say "Fetching the peers"
  (cd "$root/build/peers" && npm ci --loglevel=error) >&2 || die "The peers could not be fetched; is the package registry in reach?"
fi
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
build_dotnet benchmarks EmpathyLedger.Benchmarks EmpathyLedger.Core EmpathyLedger.Web EmpathyLedger.Benchmarks
# All servers and the database on one core, the load generator on another.
if [ "${1:-}" = collaboration ] && [ "$(nproc)" -gt 1 ] && command -v taskset >/dev/null; then
  BENCH_SERVERS_CORE=0 exec taskset -c 0 "$root/artifacts/bin/EmpathyLedger.Benchmarks/release/EmpathyLedger.Benchmarks" "$@"
fi
exec "$root/artifacts/bin/EmpathyLedger.Benchmarks/release/EmpathyLedger.Benchmarks" "$@"
