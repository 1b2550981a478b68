# What the portal needs of the machine, installed where it is missing. Sourced by run.sh and test.sh.
# shellcheck shell=bash

say() { printf '%s\n' "$*" >&2; }
die() { say "$*"; exit 1; }

as_root() {
  if [ "$(id -u)" = 0 ]; then
    "$@"
  else
    command -v sudo >/dev/null || die "Installing packages needs root: run this once as root, or install sudo."
    sudo "$@"
  fi
}

# Packages are installed on Debian 12 and 13 only; elsewhere it is enough that they are there.
need_debian() {
  local id='' version=''
  if [ -r /etc/os-release ]; then
    id=$(. /etc/os-release && printf %s "$ID")
    version=$(. /etc/os-release && printf %s "${VERSION_ID:-0}")
  fi
  if [ "$id" != debian ] || [ "${version%%.*}" -lt 12 ]; then
    die "$1 is missing, and this script installs packages on Debian 12 and 13 only." \
      "Install PostgreSQL 15 or later with pgvector 0.8 or later, Node.js 18 or later and the .NET SDK 10, then start this again."
  fi
}

apt_is_updated=
apt_update() {
  if [ -z "$apt_is_updated" ]; then
    # A broken third-party source must not stop the portal: what is missing shows when it is installed.
    as_root apt-get update -qq >&2 || say "Some package sources did not answer; going on with the others."
    apt_is_updated=yes
  fi
}

apt_install() {
  local log
  apt_update
  say "Installing $*"
  log=$(mktemp)
  if ! as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >"$log" 2>&1 </dev/null; then
    tail -n 20 "$log" >&2
    rm -f "$log"
    die "The packages could not be installed: $*"
  fi
  rm -f "$log"
}

apt_candidate() {
  LC_ALL=C apt-cache policy "$1" 2>/dev/null | sed -n 's/^  Candidate: \([^(].*\)$/\1/p'
}

# The newest PostgreSQL from 15 on, or nothing.
postgres_major() {
  local path major best=
  for path in /usr/lib/postgresql/*/bin/initdb; do
    [ -x "$path" ] || continue
    major=${path#/usr/lib/postgresql/}
    major=${major%%/*}
    if [ "$major" -ge 15 ] && [ "$major" -gt "${best:-0}" ]; then best=$major; fi
  done
  if [ -z "$best" ] && command -v initdb >/dev/null; then
    best=$(initdb --version | sed -n 's/.* \([0-9]*\)\..*/\1/p')
    [ "${best:-0}" -ge 15 ] || best=
  fi
  printf %s "$best"
}

has_pgvector() {
  local control version
  for control in "/usr/share/postgresql/$1/extension/vector.control" "$(pg_config --sharedir 2>/dev/null)/extension/vector.control"; do
    [ -r "$control" ] || continue
    version=$(sed -n "s/^default_version = '\(.*\)'/\1/p" "$control")
    [ "$(printf '0.8\n%s\n' "$version" | sort -V | head -n 1)" = 0.8 ] && return 0
  done
  return 1
}

install_postgres() {
  if [ -z "$(postgres_major)" ]; then
    need_debian PostgreSQL
    # Before the server's package, or that starts a cluster of its own on port 5432. The portal makes its own.
    apt_install postgresql-common
    if ! grep -rqs '^create_main_cluster *= *false' /etc/postgresql-common; then
      as_root mkdir -p /etc/postgresql-common/createcluster.d
      echo 'create_main_cluster = false' | as_root tee /etc/postgresql-common/createcluster.d/empathy-ledger.conf >/dev/null
    fi
    local major
    major=$(LC_ALL=C apt-cache depends postgresql | sed -n 's/.*Depends: postgresql-\([0-9]*\)$/\1/p')
    apt_install "postgresql-${major:-15}"
  fi
  local installed
  installed=$(postgres_major)
  has_pgvector "$installed" || install_pgvector "$installed"
}

install_pgvector() {
  need_debian pgvector
  apt_update
  local candidate
  candidate=$(apt_candidate "postgresql-$1-pgvector")
  if [ -n "$candidate" ] && dpkg --compare-versions "$candidate" ge 0.8; then
    apt_install "postgresql-$1-pgvector"
  else
    build_pgvector "$1"
  fi
  has_pgvector "$1" || die "pgvector 0.8 or later could not be installed for PostgreSQL $1."
}

# Debian 12 has no package of it: build Debian 13's source package. The source entry is made of the machine's own Debian
# source (its mirror, its keyring) in a folder of its own, so that the machine's package lists stay as they are.
build_pgvector() {
  local work entry
  apt_install build-essential dpkg-dev "postgresql-server-dev-$1"
  work=$(mktemp -d)
  chmod 755 "$work"
  mkdir -p "$work/lists/partial" "$work/cache/archives/partial" "$work/parts" "$work/source"
  entry=$(debian_source) || die "No Debian package source was found on this machine to get pgvector from."
  printf '%s\n' "$entry" > "$work/parts/trixie.sources"
  say "Building pgvector for PostgreSQL $1"
  if ! (
    cd "$work/source"
    export LC_ALL=C
    options=(-qq -o "Dir::Etc::sourcelist=/dev/null" -o "Dir::Etc::sourceparts=$work/parts"
      -o "Dir::State::lists=$work/lists" -o "Dir::Cache=$work/cache" -o "APT::Sandbox::User=root")
    apt-get "${options[@]}" update
    apt-get "${options[@]}" source --download-only pgvector
    dpkg-source --no-check -x pgvector_*.dsc tree
    # OPTFLAGS: the default tunes for the processor at hand, which breaks when the machine moves.
    make -s -C tree OPTFLAGS="" with_llvm=no PG_CONFIG="/usr/lib/postgresql/$1/bin/pg_config"
    as_root make -s -C tree install OPTFLAGS="" with_llvm=no PG_CONFIG="/usr/lib/postgresql/$1/bin/pg_config"
  ) >"$work/log" 2>&1; then
    tail -n 20 "$work/log" >&2
    die "pgvector could not be built."
  fi
  rm -rf "$work"
}

# The machine's first Debian archive source, as a deb-src entry for trixie.
debian_source() {
  local file uri keyring
  for file in /etc/apt/sources.list.d/*.sources; do
    [ -r "$file" ] || continue
    uri=$(sed -n 's/^URIs: *\([^ ]*debian\(\.list\)\{0,1\}\/*\)\( .*\)*$/\1/p' "$file" | head -n 1)
    keyring=$(sed -n 's/^Signed-By: *\(\/.*\)$/\1/p' "$file" | head -n 1)
    [ -n "$uri" ] && break
  done
  if [ -z "${uri:-}" ] && [ -r /etc/apt/sources.list ]; then
    uri=$(sed -n 's/^deb \(\[[^]]*\] \)*\([^ ]*debian\(\.list\)\{0,1\}\/*\) .*/\2/p' /etc/apt/sources.list | head -n 1)
  fi
  [ -n "${uri:-}" ] || return 1
  printf 'Types: deb-src\nURIs: %s\nSuites: trixie\nComponents: main\nSigned-By: %s\n' \
    "$uri" "${keyring:-/usr/share/keyrings/debian-archive-keyring.gpg}"
}

install_node() {
  if command -v node >/dev/null && command -v npm >/dev/null \
    && [ "$(node --version | sed 's/^v\([0-9]*\).*/\1/')" -ge 18 ]; then
    return
  fi
  need_debian Node.js
  apt_install nodejs npm
}

install_dotnet() {
  if command -v dotnet >/dev/null && dotnet --list-sdks 2>/dev/null | grep -q '^10\.'; then
    return
  fi
  need_debian "The .NET SDK 10"
  apt_update
  if [ -n "$(apt_candidate dotnet-sdk-10.0)" ]; then
    apt_install dotnet-sdk-10.0
  else
    die "The .NET SDK 10 is missing and not among this machine's package sources." \
      "Follow https://learn.microsoft.com/dotnet/core/install/linux-debian (package dotnet-sdk-10.0), then start this again."
  fi
}

install_chromium() {
  command -v chromium >/dev/null || command -v chromium-browser >/dev/null || { need_debian Chromium; apt_install chromium; }
}
