#!/bin/bash
# The part of the official healthcheck.sh that is used most: --connect and --innodb_initialized. A server that is still being
# initialised listens on no port, so it does not count.
set -eu

answer=$(mariadb --protocol=tcp --host=127.0.0.1 --user=healthcheck-nobody --connect-timeout=2 -e 'select 1' 2>&1) || true
case "$answer" in
	*'Access denied'*|1*) exit 0 ;;
	*) echo >&2 "healthcheck connect failed: $answer"; exit 1 ;;
esac
