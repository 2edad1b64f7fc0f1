#!/bin/sh
# Behaves as the official image's entry point does: options alone mean redis-server, root steps down to redis.
set -e

case "${1:-}" in
	-*|*.conf) set -- redis-server "$@" ;;
esac

if [ "$1" = redis-server ] && [ "$(id -u)" = 0 ]; then
	find . \! -user redis -exec chown redis '{}' +
	exec setpriv --reuid=redis --regid=redis --clear-groups -- "$0" "$@"
fi

if [ "$1" = redis-server ]; then
	[ "$(umask)" != 0022 ] || umask 0077
	# The official build has protected mode off by default; Debian's has it on. What the user says still wins.
	grep -qs -e '^[[:space:]]*protected-mode' -- "${2:-}" || case " $* " in
		*" --protected-mode "*) ;;
		*) set -- "$@" --protected-mode no ;;
	esac
fi

exec "$@"
