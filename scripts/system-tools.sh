#!/usr/bin/env bash
# What the tests need from Debian: Chromium for the end-to-end tests, PostgreSQL for the store tests.
# Installed where we are root; elsewhere those tests are skipped, and say so.
set -euo pipefail
wanted=()
command -v chromium >/dev/null 2>&1 || wanted+=(chromium fonts-noto-core)
ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || wanted+=(postgresql)
[ ${#wanted[@]} -eq 0 ] && exit 0
if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null 2>&1; then
  echo "Installing for the tests: ${wanted[*]} …"
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq
  apt-get install -y -qq --no-install-recommends "${wanted[@]}" >/dev/null
else
  echo "Not here and not to be installed without root: ${wanted[*]}; the tests that need them are skipped."
fi
