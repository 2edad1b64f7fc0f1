#!/bin/bash
# Behaves as the official image's entry point does: an empty data directory is initialised by the MYSQL_* variables,
# /docker-entrypoint-initdb.d is run once, root steps down to mysql, and a directory with data is only started.
set -Eeuo pipefail

data=/var/lib/mysql
socket=/var/run/mysqld/mysqld.sock

# Each variable may come from a file named by it and _FILE.
value_of() {
	local name="MYSQL_$1" file="MYSQL_${1}_FILE"
	if [ -n "${!file:-}" ]; then cat "${!file}"; return; fi
	printf '%s' "${!name:-}"
}

quoted() {
	printf "'%s'" "$(printf '%s' "$1" | sed -e 's/\\/\\\\/g' -e "s/'/\\\\'/g")"
}

initialise() {
	if [ -z "$root_password" ] && [ -z "$(value_of ALLOW_EMPTY_PASSWORD)" ] && [ -z "$(value_of RANDOM_ROOT_PASSWORD)" ]; then
		echo >&2 '[ERROR] [Entrypoint]: Database is uninitialized and password option is not specified'
		echo >&2 '    You need to specify one of MYSQL_ROOT_PASSWORD, MYSQL_ALLOW_EMPTY_PASSWORD and MYSQL_RANDOM_ROOT_PASSWORD'
		exit 1
	fi
	if [ -n "$(value_of RANDOM_ROOT_PASSWORD)" ]; then
		root_password=$(head -c 24 /dev/urandom | base64)
		echo "[Note] [Entrypoint]: GENERATED ROOT PASSWORD: $root_password"
	fi
	"$@" --initialize-insecure --default-time-zone=SYSTEM --autocommit=1
	"$@" --skip-networking --default-time-zone=SYSTEM --autocommit=1 --socket="$socket" --mysqlx=OFF &
	local server=$! tries=0
	until mysqladmin --protocol=socket --socket="$socket" -uroot ping > /dev/null 2>&1; do
		tries=$((tries + 1))
		if [ "$tries" -gt 600 ] || ! kill -0 "$server" 2> /dev/null; then echo >&2 '[ERROR] [Entrypoint]: Unable to start server.'; exit 1; fi
		sleep 0.2
	done
	accounts | mysql --protocol=socket --socket="$socket" -uroot --database=mysql
	run_scripts
	kill "$server"
	wait "$server" || true
	echo '[Note] [Entrypoint]: MySQL init process done. Ready for start up.'
}

accounts() {
	local database user password root_host
	database=$(value_of DATABASE) user=$(value_of USER) password=$(value_of PASSWORD) root_host=$(value_of ROOT_HOST)
	[ -z "$database" ] || echo "CREATE DATABASE IF NOT EXISTS \`$database\`;"
	if [ -n "$user" ] && [ -n "$password" ]; then
		echo "CREATE USER $(quoted "$user")@'%' IDENTIFIED BY $(quoted "$password");"
		[ -z "$database" ] || echo "GRANT ALL ON \`${database//_/\\_}\`.* TO $(quoted "$user")@'%';"
	fi
	if [ "${root_host:=%}" != localhost ]; then
		echo "CREATE USER 'root'@$(quoted "$root_host") IDENTIFIED BY $(quoted "$root_password"); GRANT ALL ON *.* TO 'root'@$(quoted "$root_host") WITH GRANT OPTION;"
	fi
	echo "ALTER USER 'root'@'localhost' IDENTIFIED BY $(quoted "$root_password");"
}

run_scripts() {
	local file
	client() { MYSQL_PWD="$root_password" mysql --protocol=socket --socket="$socket" -uroot --database="$(value_of DATABASE)"; }
	for file in /docker-entrypoint-initdb.d/*; do
		case "$file" in
			*.sh) if [ -x "$file" ]; then "$file"; else . "$file"; fi ;;
			*.sql) client < "$file" ;;
			*.sql.gz) gunzip -c "$file" | client ;;
		esac
	done
}

case "${1:-}" in -*) set -- mysqld "$@" ;; esac

if [ "$1" = mysqld ]; then
	if [ "$(id -u)" = 0 ]; then
		find "$data" /var/lib/mysql-files /run/mysqld/ \! -user mysql -exec chown mysql '{}' +
		exec setpriv --reuid=mysql --regid=mysql --init-groups -- "$BASH_SOURCE" "$@"
	fi
	if [ ! -d "$data/mysql" ]; then
		root_password=$(value_of ROOT_PASSWORD)
		initialise "$@"
	fi
fi

exec "$@"
