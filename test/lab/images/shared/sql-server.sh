# What the entry points of MariaDB and MySQL have in common; both source it. They say `product`, `prefixes` (of variables), `allow_empty`,
# `client`, `admin`, `alone` (options of a server that only we reach), `homes` (what belongs to the server), and how to `lay_out` an empty
# directory and to `own_password` of root.

data=/var/lib/mysql
socket=/run/mysqld/mysqld.sock

# Each variable may be written with any of the prefixes, and may come from a file named by it and _FILE.
value_of() {
	local prefix name file
	for prefix in "${prefixes[@]}"; do
		name="${prefix}_$1" file="${prefix}_${1}_FILE"
		if [ -n "${!file:-}" ]; then cat "${!file}"; return; fi
		if [ -n "${!name:-}" ]; then printf '%s' "${!name}"; return; fi
	done
}

quoted() {
	printf "'%s'" "$(printf '%s' "$1" | sed -e 's/\\/\\\\/g' -e "s/'/\\\\'/g")"
}

# Steps down from root, fills an empty directory, and becomes the server.
serve() {
	if [ "$(id -u)" = 0 ]; then
		find "${homes[@]}" \! -user mysql -exec chown mysql '{}' +
		exec setpriv --reuid=mysql --regid=mysql --init-groups -- "$0" "$@"
	fi
	if [ ! -d "$data/mysql" ]; then
		root_password=$(value_of ROOT_PASSWORD)
		initialise "$@"
	fi
	exec "$@"
}

initialise() {
	if [ -z "$root_password" ] && [ -z "$(value_of "$allow_empty")" ] && [ -z "$(value_of RANDOM_ROOT_PASSWORD)" ]; then
		echo >&2 '[ERROR] [Entrypoint]: Database is uninitialized and password option is not specified'
		echo >&2 "    You need to specify one of ${prefixes[0]}_ROOT_PASSWORD, ${prefixes[0]}_$allow_empty and ${prefixes[0]}_RANDOM_ROOT_PASSWORD"
		exit 1
	fi
	if [ -n "$(value_of RANDOM_ROOT_PASSWORD)" ]; then
		root_password=$(head -c 24 /dev/urandom | base64)
		echo "[Note] [Entrypoint]: GENERATED ROOT PASSWORD: $root_password"
	fi
	lay_out "$@"
	"$@" --skip-networking --socket="$socket" "${alone[@]}" &
	local server=$! tries=0
	until "$admin" --protocol=socket --socket="$socket" -uroot ping > /dev/null 2>&1; do
		tries=$((tries + 1))
		if [ "$tries" -gt 600 ] || ! kill -0 "$server" 2> /dev/null; then echo >&2 '[ERROR] [Entrypoint]: Unable to start server.'; exit 1; fi
		sleep 0.2
	done
	accounts | "$client" --protocol=socket --socket="$socket" -uroot --database=mysql
	run_scripts
	kill "$server"
	wait "$server" || true
	echo "[Note] [Entrypoint]: $product init process done. Ready for start up."
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
	own_password
}

run_scripts() {
	local file
	ask() { MYSQL_PWD="$root_password" "$client" --protocol=socket --socket="$socket" -uroot --database="$(value_of DATABASE)"; }
	for file in /docker-entrypoint-initdb.d/*; do
		case "$file" in
			*.sh) if [ -x "$file" ]; then "$file"; else . "$file"; fi ;;
			*.sql) ask < "$file" ;;
			*.sql.gz) gunzip -c "$file" | ask ;;
		esac
	done
}
