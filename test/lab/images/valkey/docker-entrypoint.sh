#!/bin/sh
# Behaves as the official image's entry point does: options alone mean valkey-server, root steps down to valkey.
set -e

case "${1:-}" in
	-*|*.conf) set -- valkey-server "$@" ;;
esac

if [ "$1" = valkey-server ] && [ "$(id -u)" = 0 ]; then
	find . \! -user valkey -exec chown valkey '{}' +
	exec setpriv --reuid=valkey --regid=valkey --clear-groups -- "$0" "$@"
fi

if [ "$1" = valkey-server ]; then
	[ "$(umask)" != 0022 ] || umask 0077
	# The official build has protected mode off by default; Debian's has it on. What the user says still wins.
	grep -qs -e '^[[:space:]]*protected-mode' -- "${2:-}" || case " $* ${VALKEY_EXTRA_FLAGS:-} " in
		*" --protected-mode "*) ;;
		*) set -- "$@" --protected-mode no ;;
	esac
fi

exec "$@" ${VALKEY_EXTRA_FLAGS:-}
