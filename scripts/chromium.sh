#!/bin/sh
# Make sure that the browser tests have a Chromium: Debian's, from apt.
set -eu

for name in chromium chromium-browser google-chrome; do
  command -v "$name" >/dev/null && exit 0
done

as_root() {
  if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo -n "$@"; fi
}

if command -v apt-get >/dev/null && as_root true 2>/dev/null; then
  echo "Chromium is missing: installing Debian's with apt."
  as_root env DEBIAN_FRONTEND=noninteractive apt-get update -qq
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium
  command -v chromium >/dev/null && exit 0
fi

echo "The browser tests need Chromium, and it could not be installed from here." >&2
echo "Install it (Debian, Ubuntu: apt-get install chromium) and run this again;" >&2
echo "or leave the browser out: make test-unit" >&2
exit 1
