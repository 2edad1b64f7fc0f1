#!/bin/sh
# Behaves as the official image's entry point does: what is not the server's name is given to the server.
set -e

if [ "${1:-}" != minio ] && [ -n "${1:-}" ]; then
	set -- minio "$@"
fi

exec "$@"
