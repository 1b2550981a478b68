# Building, skipped where nothing has changed since the last time. Sourced by run.sh and test.sh; $root is the checkout.
# shellcheck shell=bash

stamps=$root/artifacts/stamps

# Browser libraries: copied into wwwroot/lib before dotnet builds, or they miss the asset manifest.
browser_libraries() {
  local now
  now=$(cat "$root/package-lock.json" "$root/package.json" "$root"/build/copy-libs.mjs | sha256sum)
  if [ -d "$root/wwwroot/lib" ] && [ "$(cat "$stamps/libs" 2>/dev/null)" = "$now" ]; then
    return
  fi
  say "Fetching the browser libraries"
  (cd "$root" && npm ci --no-audit --no-fund --loglevel=error && npm run --silent libs) >&2 \
    || die "The browser libraries could not be fetched; is the package registry in reach?"
  mkdir -p "$stamps"
  printf '%s\n' "$now" > "$stamps/libs"
}

# build_dotnet STAMP PROJECT FOLDERS...: a folder's own time changes too when a file in it is deleted.
build_dotnet() {
  local stamp=$stamps/$1 project=$2
  shift 2
  if [ -e "$stamp" ] && [ -z "$(cd "$root" && find "$@" wwwroot appsettings.json global.json Directory.* -newer "$stamp" -print -quit)" ]; then
    return
  fi
  say "Building"
  mkdir -p "$stamps"
  # The time before the build: what is edited while it runs is built the next time.
  touch "$stamp.new"
  (cd "$root" && dotnet build "$project" -c Release -v q --nologo) >&2 || die "The build failed."
  mv "$stamp.new" "$stamp"
}
