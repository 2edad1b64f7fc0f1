/** Every rule as a table: what it refuses at which place, and what it lets pass. `▸` marks the place. */
import { describe, expect, it } from 'vitest'
import { normalize } from '../../src/manifest/normalize.js'
import { parseFile } from '../../src/manifest/parse.js'
import { RULES } from '../../src/manifest/rules.js'
import { ruleContext } from '../../src/manifest/rules/context.js'
import { BUILT_IN } from '../../src/manifest/templates/catalogue.js'
import type { LoadInput } from '../../src/manifest/load.js'
import { around, HOST, lineOf, load, marked, remarks } from './support.js'

type Row = readonly [rule: string, text: string, message: string | RegExp]

/** One project `p` whose apps are the lines given. */
function project(...apps: readonly string[]): string {
  return `version: 1\nprojects:\n  p:\n    apps:\n${apps.map((app) => `      ${app}\n`).join('')}`
}

const LONG = 'a'.repeat(40)

const REFUSED: readonly Row[] = [
  ['template-key', project('a: { template: postgres, ▸image: "postgres:17" }'), 'a is a database from a template, and its image follows from the template'],
  ['template-key', project('a: { template: postgres, ▸domains: [a.localhost] }'), 'a is a database from a template, and the proxy speaks HTTP, which a database does not'],
  ['template-key', project('a: { template: postgres, ▸sticky: true }'), 'a is a database from a template, and it has no visitors'],
  ['template-key', project('a: { template: postgres, ▸errorPage: false }'), 'a is a database from a template, and it has no visitors'],
  ['template-key', project('a: { template: postgres, ▸preview: { branches: feat/* } }'), 'a is a database from a template, and previews have no data of another'],
  ['template-key', project('a: { template: postgres, deploy: { ▸strategy: rolling } }'), 'a is a database from a template, and two of them must never run on one volume'],
  ['with-without-template', project('a: { image: "x:1", ▸with: { a: 1 } }'), 'a has settings and no template that could take them'],
  ['type-mismatch', project('a: { image: "x:1", type: ▸database }'), 'a is said to be a database and has no template'],
  ['type-mismatch', project('a: { template: postgres, type: ▸web }'), 'a is said to be a web app and has a template, which makes a database'],
  ['shared-volume', project('a: { template: postgres, replicas: ▸2 }'), 'a has 2 replicas, and two databases must never run on one volume'],
  ['template-env', project('a: { template: postgres, env: { ▸POSTGRES_PASSWORD: x } }'), 'POSTGRES_PASSWORD of a follows from its template'],
  ['user-twice', project('a: { template: postgres, with: { users: [▸app] } }'), 'a has a user app already'],
  ['user-twice', project('a: { template: postgres, with: { users: [x, ▸{ name: x }] } }'), 'a has a user x already'],
  ['user-twice', project('a: { template: mariadb, with: { users: [▸root] } }'), 'a has a user root already'],
  ['unknown-database', project('a: { template: postgres, with: { databases: [reports], users: [{ name: x, owns: ▸report }] } }'), 'a has no database report'],
  ['database-twice', project('a: { template: postgres, with: { databases: [▸app] } }'), 'a has the database app already'],
  ['database-twice', project('a: { template: rabbitmq, with: { vhost: orders, vhosts: [▸orders] } }'), 'a has the virtual host orders already'],
  ['unknown-database', project('a: { template: rabbitmq, with: { vhosts: [orders], users: [{ name: x, owns: ▸order }] } }'), 'a has no virtual host order'],
  ['unknown-database', project('a: { template: postgres, with: { users: [{ name: x, owns: ▸/ }] } }'), 'a has no database /'],
  ['unknown-key', project('a: { template: rabbitmq, with: { ▸databases: [x] } }'), /databases/],
  ['unknown-key', project('a: { template: postgres, with: { ▸vhosts: [x] } }'), /vhosts/],
  ['password-twice', project('a: { template: postgres, with: { password: { secret: P }, ▸passwordVersion: 2 } }'), 'the password of a comes from a secret, which has no version'],
  ['unknown-key', project('a: { template: redis, with: { ▸users: [x] } }'), /users/],
  ['unknown-key', project('a: { template: mariadb, with: { ▸extensions: [x] } }'), /extensions/],
  ['unknown-output', project('a: { template: postgres, with: { users: [x] } }', 'b: { image: "x:1", env: { U: { from: ▸a.users.y.url } } }'), /has no output users.y.url$/],
  ['artifact-missing', project('▸a: { port: 80 }'), 'a does not say what to run'],
  ['artifact-conflict', project('a: { image: "x:1", ▸build: . }'), 'a has an image and is built as well'],
  ['artifact-conflict', project('a: { image: "x:1", ▸git: "https://h/x" }'), 'a has an image and is built as well'],
  ['git-url', project('a: { git: ▸"http://h/x" }'), /http sends everything in the open$/],
  ['git-url', project('a: { git: { url: ▸"https://u:p@h/x" } }'), /it holds a user name or a password$/],
  ['git-url', project('a: { git: ▸"ext::sh#main" }'), /a remote helper would run a program$/],
  ['git-ref', project('a: { git: ▸"https://h/x#-x" }'), /it begins with a hyphen$/],
  ['git-ref', project('a: { git: { url: "https://h/x", ref: ▸a..b } }'), /it holds `\.\.`/],
  ['type-mismatch', project('a: { image: "x:1", type: ▸service, domains: [a.localhost] }'), 'a is said to be a service but has domains'],
  ['port-missing', project('a: { image: "x:1", ▸domains: [a.localhost] }'), 'a is a web app and has no port'],
  ['port-missing', project('a: { image: "x:1", ▸type: web }'), 'a is a web app and has no port'],
  ['duplicate-host', project('a: { image: "x:1", port: 80, domains: [h.localhost] }', 'b: { image: "x:1", port: 80, domains: [i.localhost, ▸h.localhost] }'), 'h.localhost already belongs to p/a'],
  ['duplicate-host', project('a: { image: "x:1", port: 80, domains: [h.localhost, { host: ▸h.localhost }] }'), 'h.localhost already belongs to p/a'],
  ['duplicate-host', project('a: { image: "x:1", port: 80, domains: [{ host: h.localhost, path: /x }, { host: ▸h.localhost, path: /x/ }] }'), 'h.localhost/x/ already belongs to p/a'],
  ['duplicate-host', project('a: { image: "x:1", port: 80 }', 'b: { image: "x:1", port: 80, domains: [▸p-a.localhost] }'), 'p-a.localhost already belongs to p/a'],
  ['duplicate-host', 'version: 1\nprojects:\n  a-b: { apps: { c: { image: "x:1", port: 80 } } }\n  a: { apps: { ▸b-c: { image: "x:1", port: 80 } } }', 'a-b-c.localhost is the automatic host of this app and already belongs to a-b/c'],
  ['auto-host-too-long', `version: 1\nprojects:\n  ${LONG}:\n    apps:\n      ▸${'b'.repeat(30)}: { image: "x:1", port: 80 }`, /would be longer than host names may be/],
  ['redirect-loop', project('a: { image: "x:1", port: 80, domains: [{ host: h.localhost, redirect: ▸h.localhost }] }'), 'h.localhost redirects to itself'],
  ['redirect-loop', project('a: { image: "x:1", port: 80, domains: [{ host: h.localhost, path: /x, redirect: ▸h.localhost }] }'), 'h.localhost redirects to itself'],
  ['address', project('a: { image: "x:1", port: 80, domains: [{ host: h.localhost, allow: [10.0.0.0/8, ▸10.0.0.0/33] }] }'), 'this is neither an address nor a CIDR block'],
  ['header', project('a: { image: "x:1", port: 80, domains: [{ host: h.localhost, headers: { X-A: ▸"a`b" } }] }'), /its value holds a backtick/],
  ['header', project('a: { image: "x:1", port: 80, domains: [{ host: h.localhost, headers: { Connection: ▸close } }] }'), /it belongs to the connection or to the proxy$/],
  ['header', project('a: { image: "x:1", port: 80, domains: [{ host: h.localhost, headers: { X-A: a, x-a: ▸b } }] }'), /it is written twice/],
  ['htpasswd', project('a: { image: "x:1", port: 80, domains: [{ host: h.localhost, auth: { basic: [▸"ada:secret"] } }] }'), /a bcrypt hash with a cost from 4 to 14$/],
  ['redirect-conflict', project('a: { image: "x:1", port: 80, domains: [h.localhost, { host: i.localhost, redirect: h.localhost, ▸compress: true }] }'), 'compress means nothing for i.localhost, which only redirects'],
  ['redirect-conflict', project('a: { image: "x:1", port: 80, domains: [{ host: h.localhost, ▸permanent: false }] }'), 'permanent speaks of a redirect, and there is none'],
  ['strip-without-path', project('a: { image: "x:1", port: 80, domains: [{ host: h.localhost, ▸strip: true }] }'), 'there is no path to take away'],
  ['type-mismatch', project('a: { image: "x:1", ▸sticky: true }'), 'sticky means nothing for a, which nobody visits through the proxy'],
  ['out-of-range', project('a: { image: "x:1", port: 80, responseTimeout: ▸2h }'), 'responseTimeout must be from 1s to 1h, not 2h'],
  ['out-of-range', project('a: { image: "x:1", port: 80, domains: [{ host: h.localhost, rateLimit: { average: 1, period: ▸2h } }] }'), 'period must be from 1s to 1h, not 2h'],
  ['out-of-range', project('a: { image: "x:1", port: 80, domains: [{ host: h.localhost, maxBody: ▸0m }] }'), 'no request would be small enough'],
  ['unknown-app', project('a: { image: "x:1", port: 80, errorPage: ▸page }', 'pages: { image: "x:1", port: 80 }'), 'the project p has no app page'],
  ['unknown-app', project('a: { image: "x:1", port: 80, errorPage: { app: ▸q/pages } }'), 'there is no project q with apps'],
  ['self-error-page', project('a: { image: "x:1", port: 80, errorPage: ▸a }'), 'a cannot show the page for its own failure'],
  ['error-page-not-served', project('a: { image: "x:1", port: 80, errorPage: ▸b }', 'b: { image: "x:1" }'), 'b cannot show a page: no visitor is led to it'],
  ['error-page-not-served', project('a: { image: "x:1", port: 80, maintenance: { app: ▸b } }', 'b: { image: "x:1", type: service, port: 80 }'), 'b cannot show a page: no visitor is led to it'],
  ['error-page-guarded', project('a: { image: "x:1", port: 80, errorPage: ▸b }', 'b: { image: "x:1", port: 80, domains: [{ host: b.localhost, allow: [10.0.0.0/8] }] }'), 'an error would show anybody what b keeps behind `allow`'],
  ['error-page-guarded', project('a: { image: "x:1", port: 80, errorPage: ▸b }', 'b: { image: "x:1", port: 80, domains: [{ host: b.localhost, auth: { basic: { secret: USERS } } }, { host: b.localhost, path: /open }] }'), 'an error would show anybody what b keeps behind `auth`'],
  ['error-page-guarded', project('a: { image: "x:1", port: 80, maintenance: { app: ▸b, path: /admin/later } }', 'b: { image: "x:1", port: 80, domains: [b.localhost, { host: b.localhost, path: /admin, allow: [10.0.0.0/8] }] }'), 'an error would show anybody what b keeps behind `allow`'],
  ['error-page-guarded', project('a: { image: "x:1", port: 80, errorPage: { app: ▸b, path: "/{url}" } }', 'b: { image: "x:1", port: 80, domains: [b.localhost, { host: b.localhost, path: /admin, allow: [10.0.0.0/8] }] }'), 'an error would show anybody what b keeps behind `allow`'],
  ['error-page-guarded', project('a: { image: "x:1", port: 80, errorPage: ▸b }', 'b: { image: "x:1", port: 80, domains: [{ host: b.localhost, path: /b, allow: [10.0.0.0/8] }] }'), 'an error would show anybody what b keeps behind `allow`'],
  ['error-page-guarded', `version: 1\ndefaults: { errorPage: ▸p/b }\nprojects: { p: { apps: { b: { image: "x:1", port: 80, domains: [{ host: b.localhost, allow: [10.0.0.0/8] }] } } } }`, 'an error would show anybody what b keeps behind `allow`'],
  ['error-page-project', 'version: 1\ndefaults: { errorPage: ▸pages }\nprojects: { p: { apps: { pages: { image: "x:1", port: 80 } } } }', 'in defaults it is not clear which project pages belongs to'],
  ['error-page-status', project('a: { image: "x:1", port: 80, errorPage: { app: b, status: [404, ▸400-499] } }', 'b: { image: "x:1", port: 80 }'), 'an answer of 401 cannot be replaced: with it goes the header by which browsers ask for the password'],
  ['out-of-range', project('a: { image: "x:1", port: 80, errorPage: { app: b, status: [▸504-502] } }', 'b: { image: "x:1", port: 80 }'), 'no status is at least 504 and at most 502'],
  ['type-mismatch', project('a: { image: "x:1", ▸errorPage: b }', 'b: { image: "x:1", port: 80 }'), 'errorPage means nothing for a, which nobody visits through the proxy'],
  ['tls-without-certificate', 'version: 1\ningress: { acme: { email: a@example.com } }\nprojects: { p: { apps: { a: { image: "x:1", port: 80, domains: [{ host: ▸"*.x.example.com" }] } } } }', '*.x.example.com would be served over HTTPS, and nothing gives it a certificate'],
  ['tls-conflict', project('a: { image: "x:1", port: 80, domains: [{ host: h.localhost, tls: true }, { host: ▸h.localhost, path: /x }] }'), 'h.localhost is served over HTTPS in one place and not in another'],
  ['tls-conflict', project('a: { image: "x:1", port: 80, domains: [{ host: h.localhost, tls: { cert: { secret: H_CRT }, key: { secret: H_KEY } } }, { host: h.localhost, path: /x, tls: ▸true }] }'), 'h.localhost has another certificate in another place'],
  ['tls-missing', project('a: { image: "x:1", port: 80, domains: [{ host: h.localhost, ▸hsts: true }] }'), 'hsts means nothing for h.localhost, which is not served over HTTPS'],
  ['hsts-preload', project('a: { image: "x:1", port: 80, domains: [{ host: h.localhost, tls: true, hsts: { preload: ▸true } }] }'), 'no browser lists a host that does not promise HTTPS for its subdomains and for a year'],
  ['duplicate-publish', project('a: { image: "x:1", publish: [80] }', 'b: { image: "x:1", publish: [▸"80:81"] }'), 'port 80/tcp of the host is already published by p/a'],
  ['duplicate-publish', project('a: { image: "x:1", publish: [80] }', 'b: { image: "x:1", publish: [▸"0.0.0.0:80:81"] }'), 'port 80/tcp of the host is already published by p/a'],
  ['duplicate-publish', project('a: { image: "x:1", publish: ["0.0.0.0:80:80", ▸"10.0.0.1:80:80"] }'), 'port 80/tcp of the host is already published by p/a'],
  ['publish-replicas', project('a: { image: "x:1", publish: [80], replicas: ▸2 }'), /only one of them could hold its host port$/],
  ['duplicate-volume-name', project('a: { image: "x:1", volumes: ["d:/a", ▸"d:/b"] }'), 'a mounts the volume d twice'],
  ['duplicate-volume-path', project('a: { image: "x:1", volumes: ["d:/a", { name: e, path: ▸/a/ }] }'), 'a mounts two volumes at /a'],
  ['mount-place', project('a: { image: "x:1", volumes: [▸"d:/proc/x"] }'), 'a volume cannot be mounted at /proc/x'],
  ['mount-place', project('a: { image: "x:1", volumes: [▸"d:/dev"] }'), 'a volume cannot be mounted at /dev'],
  ['shared-volume', project('a: { image: "x:1", volumes: ["d:/a"], replicas: ▸2 }'), 'a has 2 replicas that would all write to one volume'],
  ['duplicate-volume-path', project('a: { image: "x:1", volumes: ["d:/a", ▸"./f:/a"] }'), 'a mounts two things at /a'],
  ['duplicate-volume-path', project('a: { image: "x:1", volumes: ["./f:/a"], files: { ▸/a: ./f } }'), 'a mounts two things at /a'],
  ['mount-place', project('a: { image: "x:1", files: { ▸/proc/x: ./f } }'), 'a file cannot be mounted at /proc/x'],
  ['mount-place', project('a: { image: "x:1", volumes: [▸"./f:/sys/x"] }'), 'a file cannot be mounted at /sys/x'],
  ['file-read-only', project('a: { image: "x:1", volumes: [▸"./f:/a:rw"] }'), 'a file of the repository cannot be written by an app'],
  ['file-origin', project('a: { image: "x:1", files: { ▸/a: { from: f, content: x } } }'), '/a has from and content'],
  ['file-origin', project('a: { image: "x:1", files: { ▸/a: { mode: "0444" } } }'), '/a has no content'],
  ['file-mode', project('a: { image: "x:1", files: { /a: { from: f, mode: ▸"0644" } } }'), 'a file is read-only, and mode 0644 lets it be written'],
  ['mount-reserved', project('a: { image: "x:1", volumes: [▸"/var/run/docker.sock:/s"] }'), '/var/run/docker.sock of the host cannot be mounted by any app'],
  ['mount-reserved', project('a: { image: "x:1", volumes: [▸"/:/host:ro"] }'), '/ of the host cannot be mounted by any app'],
  ['mount-reserved', project('a: { image: "x:1", volumes: [▸"/var:/host:ro"] }'), '/var of the host cannot be mounted by any app'],
  ['mount-reserved', project('a: { image: "x:1", volumes: [▸"/proc/1:/host:ro"] }'), '/proc/1 of the host cannot be mounted by any app'],
  ['shared-volume', project('a: { image: "x:1", volumes: ["/srv/x:/a"], replicas: ▸2 }'), 'a has 2 replicas that would all write to one volume'],
  ['storage-reserved', 'version: 1\nstorage: { disk: { path: ▸/var/lib/docker/b } }', 'no backup can be kept in /var/lib/docker/b'],
  ['storage-reserved', 'version: 1\nstorage: { disk: { path: ▸/var } }', 'no backup can be kept in /var: it holds'],
  ['storage-recipient', 'version: 1\nstorage: { disk: { path: /srv/b, encrypt: [age1q4zfmz46mku06nzca2vqgccuyavlwz2xdvup4c3zgw07xjxzyu7qyn0dny, ▸age1q4zfmz46mku06nzca2vqgccuyavlwz2xdvup4c3zgw07xjxzyu7qyn0dnq] } }', 'is no recipient of age: a letter of it is wrong or missing'],
  ['duplicate-value', 'version: 1\nstorage: { disk: { path: /srv/b, encrypt: [age1q4zfmz46mku06nzca2vqgccuyavlwz2xdvup4c3zgw07xjxzyu7qyn0dny, ▸age1q4zfmz46mku06nzca2vqgccuyavlwz2xdvup4c3zgw07xjxzyu7qyn0dny] } }', 'this recipient stands there already'],
  ['storage-plain-http', 'version: 1\nstorage: { a: { s3: bucket, endpoint: "http://127.0.0.1:9000", credentials: { secret: K } }, b: { s3: bucket, endpoint: ▸"http://minio.lan:9000", credentials: { secret: K } } }', 'http://minio.lan:9000 is not encrypted on its way, and nothing that goes there is either'],
  ['backup-without-data', `version: 1\nstorage: { disk: { path: /srv/b } }\nprojects: { p: { apps: { a: { image: "x:1", volumes: ["d:/d"], ▸backup: { schedule: "@daily", to: disk } } } } }`, 'a is no database, so its data lies on volumes, each with a backup of its own'],
  ['backup-without-data', `version: 1\nstorage: { disk: { path: /srv/b } }\nprojects: { p: { apps: { a: { image: "x:1", ▸backup: { schedule: "@daily", to: disk } } } } }`, 'a is no database and has no volumes, so there is nothing to back up'],
  ['backup-without-recipe', `version: 1\nstorage: { disk: { path: /srv/b } }\ntemplates: { t: { description: T., image: t, version: "1", versions: { "1": { volume: /t } }, port: 1, health: [t], upgrade: never } }\nprojects: { p: { apps: { a: { template: t, ▸backup: { schedule: "@daily", to: disk } } } } }`, 'the template t does not say how its server is backed up'],
  ['upgrade-without-data', project('a: { image: "x:1", ▸upgrade: dump-restore }'), 'a is no database, so there is no data that another version could not open'],
  ['upgrade-needless', project('a: { template: redis, ▸upgrade: dump-restore }'), 'a newer redis opens its data by itself'],
  ['upgrade-unknown', project('a: { template: rabbitmq, ▸upgrade: dump-restore }'), 'the template rabbitmq does not know how to take its data to another version'],
  ['upgrade-without-backup', project('a: { template: postgres, ▸upgrade: dump-restore }'), 'a is to go over by a backup, and has none'],
  ['unknown-value', project('a: { template: postgres, upgrade: ▸yes }'), /upgrade/],
  ['unknown-storage', `version: 1\nstorage: { disk: { path: /srv/b } }\nprojects: { p: { apps: { a: { template: postgres, backup: { schedule: "@daily", to: ▸dsk } } } } }`, 'a is to be backed up to dsk, and no such storage is defined'],
  ['unknown-value', `version: 1\nstorage: { disk: { path: /srv/b } }\nprojects: { p: { apps: { a: { template: postgres, backup: { schedule: "@daily", to: disk, verify: ▸hourly } } } } }`, /verify/],
  ['malformed', `version: 1\nstorage: { disk: { path: /srv/b, encrypt: [▸age1bad] } }`, 'entry 1 of encrypt cannot be "age1bad"'],
  ['unknown-timezone', `version: 1\nstorage: { disk: { path: /srv/b } }\nprojects: { p: { apps: { a: { template: postgres, backup: { schedule: "@daily", to: disk, timezone: ▸Europe/Berln } } } } }`, 'there is no timezone Europe/Berln'],
  ['keep-nothing', `version: 1\nstorage: { disk: { path: /srv/b } }\nprojects: { p: { apps: { a: { template: postgres, backup: { schedule: "@daily", to: disk, ▸keep: { daily: 0 } } } } } }`, 'this keeps no backup at all'],
  ['schedule', `version: 1\nstorage: { disk: { path: /srv/b } }\nprojects: { p: { apps: { a: { template: postgres, backup: { schedule: ▸"0 25 * * *", to: disk } } } } }`, 'the hour must be from 0 to 23, not 25'],
  ['rename-self', project('a: { image: "x:1", rename: { from: ▸a } }'), 'a is the name that the app has'],
  ['rename-taken', project('a: { image: "x:1" }\n      b: { image: "x:1", rename: { from: ▸a } }'), 'the volumes of a go with b, so no other app may be called a'],
  ['rename-twice', project('b: { image: "x:1", rename: { from: a } }\n      c: { image: "x:1", rename: { from: ▸a } }'), 'a became b already'],
  ['strategy-impossible', project('a: { image: "x:1", publish: [80], deploy: { strategy: ▸rolling } }'), 'a cannot be rolling: two containers cannot hold one port of the host'],
  ['strategy-impossible', project('a: { image: "x:1", port: 80, volumes: ["d:/a"], deploy: { strategy: ▸canary } }'), 'a cannot be canary: two containers must not write to one volume at once'],
  ['strategy-impossible', project('a: { image: "x:1", deploy: { strategy: ▸canary } }'), 'a cannot be canary: no requests are led to it, so there is nothing to divide'],
  ['unused-canary', project('a: { image: "x:1", port: 80, deploy: { ▸canary: { weights: [10] } } }'), 'a has steps for a canary and another strategy'],
  ['canary-weights', project('a: { image: "x:1", port: 80, deploy: { strategy: canary, canary: { weights: [10, 50, ▸50] } } }'), 'the weights of a canary ascend, and 50 comes after 50'],
  ['out-of-range', project('a: { image: "x:1", deploy: { timeout: ▸0s } }'), 'timeout must be from 1s to 6h, not 0s'],
  ['out-of-range', project('a: { image: "x:1", deploy: { drain: ▸2h } }'), 'drain must be from 0s to 1h, not 2h'],
  ['out-of-range', project('a: { image: "x:1", deploy: { stop: ▸1500ms } }'), 'stop must be whole seconds, not 1500ms'],
  ['out-of-range', 'version: 1\ndefaults: { deploy: { window: ▸61m } }', 'window must be from 0s to 1h, not 61m'],
  ['out-of-range', project('a: { image: "x:1", port: 80, deploy: { strategy: canary, canary: { every: ▸500ms } } }'), 'every must be from 1s to 1h, not 500ms'],
  ['command', project('a: { image: "x:1", deploy: { pre: ▸"it\'s" } }'), "the command has an opening ' that is never closed"],
  ['secret-conflict', project('a: { image: "x:1", env: { A: x }, secrets: [B, ▸A] }'), 'A stands in env and in secrets'],
  ['health-empty', project('a: { image: "x:1", ▸health: {} }'), 'the health of a names no check'],
  ['health-conflict', project('a: { image: "x:1", port: 80, health: { path: /, ▸tcp: true } }'), 'a has two checks, path and tcp'],
  ['health-stray-key', project('a: { image: "x:1", health: { cmd: [a], ▸status: 200 } }'), 'status belongs to a check by path, and this one is by cmd'],
  ['health-stray-key', project('a: { image: "x:1", port: 80, health: { tcp: 81, ▸port: 81 } }'), 'port belongs to a check by path, and this one is by tcp'],
  ['health-stray-key', project('a: { image: "x:1", port: 80, health: { path: /, ▸interval: 1s } }'), 'interval belongs to a check by cmd, and this one is by path'],
  ['health-port', project('a: { image: "x:1", health: ▸/healthz }'), 'the health of a is asked from outside, and the app has no port'],
  ['health-port', project('a: { image: "x:1", health: { tcp: ▸true } }'), 'the health of a is asked from outside, and the app has no port'],
  ['out-of-range', project('a: { image: "x:1", port: 80, health: { path: /, status: ▸300-200 } }'), 'no status is at least 300 and at most 200'],
  ['out-of-range', project('a: { image: "x:1", health: { cmd: [a], interval: ▸500ms } }'), 'interval must be from 1s to 1h, not 500ms'],
  ['health-too-rare', project('a: { image: "x:1", health: { cmd: [a], interval: ▸10m } }'), 'the health of a is first told after a release has given up'],
  ['self-dependency', project('a: { image: "x:1", dependsOn: [▸a] }'), 'a depends on itself'],
  ['unknown-app', project('a: { image: "x:1", dependsOn: [▸bb] }', 'bbb: { image: "x:1" }'), 'the project p has no app bb'],
  ['unknown-app', project('a: { image: "x:1", env: { E: { from: ▸bb.host } } }'), 'the project p has no app bb'],
  ['unknown-app', 'version: 1\nprojects:\n  p: { env: { E: { from: ▸b.host } }, apps: { a: { image: "x:1" } } }', 'the project p has no app b'],
  ['unknown-output', project('a: { image: "x:1", env: { E: { from: ▸b.adress } } }', 'b: { image: "x:1" }'), 'apps have no output adress'],
  ['missing-output', project('a: { image: "x:1", env: { E: { from: ▸b.url } } }', 'b: { image: "x:1" }'), 'b has no url, since it has no port'],
  ['missing-output', project('a: { image: "x:1", env: { E: { from: ▸b.port } } }', 'b: { image: "x:1" }'), 'b has no port'],
  ['missing-output', project('a: { image: "x:1", env: { E: { from: ▸b.domain } } }', 'b: { image: "x:1", port: 1, type: service }'), 'b has no domain, since it is a service'],
  ['cycle', project('a: { image: "x:1", dependsOn: [▸b] }', 'b: { image: "x:1", dependsOn: [c] }', 'c: { image: "x:1", env: { E: { from: a.host } } }'), 'these apps wait for each other: a → b → c → a'],
  ['cycle', 'version: 1\nprojects:\n  p: { env: { E: { from: ▸b.host } }, apps: { a: { image: "x:1" }, b: { image: "x:1", dependsOn: [a] } } }', 'these apps wait for each other: a → b → a'],
  ['reserved-name', 'version: 1\nprojects:\n  ▸mist: { apps: {} }', 'the project name mist is taken by what Mist runs for itself'],
  ['reserved-label', project('a: { image: "x:1", labels: { ▸mist.app: x } }'), 'labels that begin with mist. cannot be set here'],
  ['reserved-label', project('a: { image: "x:1", labels: { ▸Traefik.enable: x } }'), 'labels that begin with traefik. cannot be set here'],
  ['reserved-label', 'version: 1\nprojects:\n  p: { labels: { ▸com.docker.compose.project: x }, apps: {} }', 'labels that begin with com.docker. cannot be set here'],
  ['out-of-range', project('a: { image: "x:1", limits: { memory: ▸5m } }'), 'the memory limit is below 6m, which no engine accepts'],
  ['out-of-range', 'version: 1\ndefaults: { limits: { memory: ▸1k } }', 'the memory limit is below 6m, which no engine accepts'],
  ['out-of-range', project('a: { image: "x:1", limits: { cpus: ▸0.001 } }'), 'the CPU limit is below 0.01, which no engine accepts'],
  ['out-of-range', project('a: { image: "x:1", logs: { maxSize: ▸1b } }'), 'a log file of less than 1k holds nothing'],
  ['out-of-range', project('a: { image: "x:1", publish: [▸"80:99999"] }'), '80:99999 names a port outside of 1 to 65535'],
  ['malformed', project('a: { image: "x:1", publish: [▸"300.0.0.1:80:80"] }'), '300.0.0.1 is not an IPv4 address'],
  ['out-of-range', project('a: { image: "x:1", limits: { memory: ▸999999t } }'), '999999t is more than 1024t'],
  ['command', project('a: { image: "x:1", command: ▸"it\'s" }'), "the command has an opening ' that is never closed"],
  ['preview-secret', project('a: { build: { secrets: { npmrc: { secret: NPM } } }, ▸preview: { branches: x } }'), 'previews of a would build with the secret NPM of production'],
  ['preview-build-secret', project('a: { build: ., preview: { branches: x, buildSecrets: { ▸npmrc: { secret: NPM } } } }'), 'npmrc is none of the build secrets of a'],
  ['too-many', `version: 1\n▸projects:\n${Array.from({ length: 501 }, (_, index) => `  p${String(index)}: { apps: {} }\n`).join('')}`, '501 projects are more than the 500 that one instance takes'],
  ['too-many', `version: 1\n▸projects: { p: { apps: { ${Array.from({ length: 51 }, (_, index) => `a${String(index)}: { image: "x:1", replicas: 100 }`).join(', ')} } } }`, '5100 containers are more than the 5000 that one instance takes'],
  ['preview-not-built', project('a: { image: "x:1", port: 80, ▸preview: { branches: feat/* } }'), 'a is not built from a repository, so there are no branches to make previews of'],
  ['preview-production-data', project('a: { build: ., port: 80, env: { D: { from: d.url } }, ▸preview: { branches: feat/* } }', 'd: { template: postgres }'), 'D would lead previews of a to the data of d'],
  ['preview-production-data', project('a: { build: ., port: 80, env: { D: { from: d.url } }, preview: { branches: feat/*, env: { D: { from: ▸d.url } } } }', 'd: { template: postgres }'), 'D would lead previews of a to d, which a uses itself'],
  ['preview-production-data', project('a: { build: ., port: 80, dependsOn: [d], preview: { branches: feat/*, env: { D: { from: ▸d.url } } } }', 'd: { template: postgres }'), 'D would lead previews of a to d, which a uses itself'],
  ['preview-secret', project('a: { build: ., port: 80, env: { T: { secret: T } }, ▸preview: { branches: feat/* } }'), 'previews of a would get the secret T of production'],
  ['preview-branches', project('a: { build: ., port: 80, preview: { ▸branches: ["!feat/*"] } }'), /only leave out/],
  ['out-of-range', project('a: { build: ., port: 80, preview: { branches: feat/*, ttl: ▸10s } }'), 'ttl must be from 1m to 8760h, not 10s'],
  ['type-mismatch', project('a: { build: ., preview: { branches: feat/*, ▸domain: "*.p.localhost" } }'), /means nothing for previews of a/],
  ['unknown-app', project('a: { build: ., preview: { branches: feat/*, env: { X: { from: ▸b.url } } } }'), 'the project p has no app b'],
]

/** It builds without BuildKit, and somebody else runs its Traefik. */
const CLASSIC = { ...HOST, builder: 'classic', tls: { ...HOST.tls, pairs: false } } as const

const ON_A_HOST: readonly Row[] = [
  ['domain-not-granted', project('a: { build: ., port: 80, preview: { branches: feat/*, ▸domain: "*.other.org" } }'), /^p-a-branch.other.org, the automatic host of this app, is not under a domain that this host grants$/],
  ['tls-without-certificate', project('a: { image: "x:1", port: 80, domains: [{ host: x.example.com, tls: ▸true }] }'), 'x.example.com would be served over HTTPS, and nothing gives it a certificate'],
  ['tls-without-certificate', project('a: { image: "x:1", port: 80, domains: [{ host: h.localhost, tls: ▸true }] }'), 'h.localhost would be served over HTTPS, and nothing gives it a certificate'],
  ['tls-elsewhere', project('a: { image: "x:1", port: 80, domains: [{ host: h.localhost, ▸tls: { cert: { secret: H_CRT }, key: { secret: H_KEY } } }] }'), 'the certificate of h.localhost cannot be handed to a proxy that Mist does not run: it keeps its own'],
  ['dns-not-granted', 'version: 1\ningress: { acme: { email: a@example.com, dns: ▸cloudflare } }\nprojects: {}', 'this host has no credentials for cloudflare'],
  ['cpus-over-host', project('a: { image: "x:1", limits: { cpus: ▸5 } }'), 'the CPU limit is above the 4 cores of this host, which its engine refuses'],
  ['domain-not-granted', project('a: { image: "x:1", port: 80, domains: [x.example.com, ▸example.org] }'), 'example.org is not under a domain that this host grants'],
  ['domain-not-granted', project('a: { image: "x:1", port: 80, domains: [▸badexample.com] }'), 'badexample.com is not under a domain that this host grants'],
  ['domain-not-granted', `version: 1\ningress: { domain: apps.example.org }\nprojects: { p: { apps: { ▸a: { image: "x:1", port: 80 } } } }`, 'p-a.apps.example.org, the automatic host of this app, is not under a domain that this host grants'],
  ['publish-not-granted', project('a: { image: "x:1", publish: ["0.0.0.0:8000:80", ▸"0.0.0.0:8011:80"] }'), '0.0.0.0:8011 is reachable from outside, and this host does not grant it'],
  ['publish-not-granted', project('a: { image: "x:1", publish: [▸"10.0.0.1:8000:80"] }'), '10.0.0.1:8000 is reachable from outside, and this host does not grant it'],
  ['mount-not-granted', project('a: { image: "x:1", volumes: [▸"/srv/data:/a"] }'), '/srv/data is a folder of the host, and this host does not grant it'],
  ...['http://127.0.0.1:9000', 'http://localhost:9000', 'https://2130706433', 'https://127.1', 'https://169.254.169.254', 'https://[::1]:9000', 'https://[::ffff:127.0.0.1]', 'https://0.0.0.0:1', 'https://a.localhost'].map((endpoint) => ['storage-not-granted', `version: 1\nstorage: { a: { s3: bucket, endpoint: ▸"${endpoint}", credentials: { secret: K } } }`, `${endpoint} is an address of the host itself or of its link`] as const),
  ['storage-not-granted', 'version: 1\nstorage: { disk: { path: ▸/srv/elsewhere } }', '/srv/elsewhere is a folder of the host, and this host does not grant it for backups'],
  ['publish-reserved', project('a: { image: "x:1", publish: [▸6478] }'), 'port 6478 of the host belongs to Mist or its proxy'],
  ['publish-reserved', project('a: { image: "x:1", publish: ["0.0.0.0:8004:80", ▸"0.0.0.0:8005:80"] }'), 'port 8005 of the host belongs to Mist or its proxy'],
  ['repository-not-granted', project('a: { git: ▸"file:///srv/other/x" }'), 'a repository on the disk of the host needs a grant'],
  ['repository-not-granted', project('a: { git: ▸"file:///srv/git-private/x" }'), 'a repository on the disk of the host needs a grant'],
  ['build-secrets-refused', project('a: { build: { ▸secrets: { npmrc: { secret: NPM_TOKEN } } } }'), 'a takes build secrets, and the builder of this host is the classic one, which knows none'],
]

const WARNED: readonly Row[] = [
  ['preview-without', project('a: { build: ., port: 80, files: { ▸/run/token: { secret: T } }, preview: { branches: feat/* } }'), 'previews of a have no file /run/token: no secret of production is given to them'],
  ['needless-pause', `version: 1\nstorage: { disk: { s3: mist-backups, endpoint: "https://s3.example.com", credentials: { secret: K } } }\nprojects: { p: { apps: { a: { image: "x:1", volumes: [{ name: d, path: /d, readOnly: true, backup: { schedule: "@daily", to: disk, ▸pause: true } }] } } } }`, 'a only reads d, so its containers need not stand still for a backup'],
  ['preview-production', project('a: { git: "https://h/x#main", port: 80, preview: { ▸branches: "*" } }'), /^main matches, and a itself is built from it/],
  ['preview-shares-data', project('a: { build: ., port: 80, env: { Q: { from: q.url } }, ▸preview: { branches: feat/* } }', 'q: { image: "redis:7", type: service, port: 1, volumes: ["d:/d"] }'), 'Q leads previews of a to q, which keeps data in a volume'],
  ['watched-outside', project('a: { build: { path: services/web, ▸watch: [services/web, lib] } }'), 'lib is outside of the build context services/web: it counts, but the build does not see it'],
  ['floating-tag', project('a: { image: ▸nginx }'), 'nginx has no tag, which means latest'],
  ['floating-tag', project('a: { image: ▸"host:5000/a/b" }'), 'host:5000/a/b has no tag, which means latest'],
  ['floating-tag', project('a: { image: ▸"nginx:latest" }'), 'nginx:latest can be another image tomorrow'],
  ['redirect-target', project('a: { image: "x:1", port: 80, domains: [h.localhost, { host: i.localhost, redirect: ▸j.localhost }] }'), 'no app here serves j.localhost'],
  ['parked-error-page', project('a: { image: "x:1", port: 80, errorPage: ▸b }', 'b: { image: "x:1", port: 80, replicas: 0 }'), 'b shows no page while it is parked with `replicas: 0`'],
  ['parked-dependency', project('a: { image: "x:1", dependsOn: [▸b] }', 'b: { image: "x:1", replicas: 0 }'), 'a waits for b, which is parked with `replicas: 0`'],
  ['over-capacity', 'version: 1\n▸projects: { p: { apps: { a: { image: "x:1", limits: { memory: 3g }, replicas: 2 } } } }', 'the memory limits add up to 6144m on a host of 4096m'],
  ['over-capacity', 'version: 1\ndefaults: { limits: { cpus: 1.5 } }\n▸projects: { p: { apps: { a: { image: "x:1", replicas: 3 } } } }', 'the CPU limits add up to 4.5 cores on a host of 4'],
]

const ACCEPTED: readonly (readonly [string, string])[] = [
  ['previews with a database of their own', project('a: { build: ., port: 80, env: { D: { from: d.url } }, preview: { branches: feat/*, env: { D: { from: e.url } } } }', 'd: { template: postgres }', 'e: { template: postgres }')],
  ['previews of all branches but some, with an env of their own', project('a: { build: ., port: 80, env: { Q: { from: q.url } }, preview: { branches: ["**", "!dependabot/**"], limit: 3, ttl: 72h, env: { Q: { from: q.url } }, domain: "*.p.localhost" } }', 'q: { image: "redis:7", type: service, port: 1, volumes: ["d:/d"] }')],
  ['git without build, build without git, and both', project('a: { git: "https://h/x" }', 'b: { build: . }', 'c: { git: "git@h:x", build: sub }')],
  ['a service with a port', project('a: { image: "x:1", type: service, port: 80 }', 'b: { image: "x:1", env: { U: { from: a.url }, P: { from: a.port } } }')],
  ['one host with several paths', project('a: { image: "x:1", port: 80, domains: [h.localhost] }', 'b: { image: "x:1", port: 80, domains: [{ host: h.localhost, path: /b }] }')],
  ['a redirect to a host that is served', project('a: { image: "x:1", port: 80, domains: [h.localhost, { host: w.localhost, redirect: h.localhost }] }')],
  ['a redirect of a path to a host that serves it', project('a: { image: "x:1", port: 80, domains: [h.localhost, { host: i.localhost, path: /x, redirect: h.localhost }] }')],
  ['a redirect of everything but a path', project('a: { image: "x:1", port: 80, domains: [{ host: h.localhost, redirect: i.localhost }, { host: h.localhost, path: /x }, { host: i.localhost, path: /x, redirect: h.localhost }, i.localhost] }')],
  ['one page for all, none for one, and one of its own', 'version: 1\ndefaults: { errorPage: q/pages }\nprojects: { p: { apps: { a: { image: "x:1", port: 80, errorPage: false }, b: { image: "x:1", port: 80, errorPage: { app: a, path: "/e/{status}?from={url}", status: [404, 500-599] }, maintenance: { app: a } } } }, q: { apps: { pages: { image: "x:1", port: 80 } } } }'],
  ['a page beside what is guarded', project('a: { image: "x:1", port: 80, errorPage: { app: b, path: "/e.html?of={url}" } }', 'b: { image: "x:1", port: 80, domains: [b.localhost, { host: b.localhost, path: /admin, allow: [10.0.0.0/8] }] }')],
  ['a page of an app that one host guards and another does not', project('a: { image: "x:1", port: 80, errorPage: { app: b, path: "/{url}" } }', 'b: { image: "x:1", port: 80, domains: [b.localhost, { host: c.localhost, allow: [10.0.0.0/8] }] }')],
  ['a page of an app that is open below a path that is stripped', project('a: { image: "x:1", port: 80, errorPage: b }', 'b: { image: "x:1", port: 80, domains: [{ host: b.localhost, allow: [10.0.0.0/8] }, { host: b.localhost, path: /b, strip: true }] }')],
  ['one port for two protocols and two addresses', project('a: { image: "x:1", publish: [53, 53/udp, "127.0.0.2:53:53"] }')],
  ['replicas that read one volume', project('a: { image: "x:1", volumes: ["d:/a:ro"], replicas: 3 }')],
  ['a parked app that waits for a parked one', project('a: { image: "x:1", replicas: 0, dependsOn: [b] }', 'b: { image: "x:1", replicas: 0 }')],
  ['a canary with steps', project('a: { image: "x:1", port: 80, deploy: { strategy: canary, pre: migrate --all, canary: { weights: [1, 99], every: 1s } } }')],
  ['recreate by wish and by need', project('a: { image: "x:1", port: 80, deploy: { strategy: recreate } }', 'b: { image: "x:1", publish: [81], deploy: { strategy: recreate } }')],
  ['rolling for all but those that cannot', 'version: 1\ndefaults: { deploy: { strategy: rolling } }\nprojects: { p: { apps: { a: { image: "x:1", publish: [80] } } } }'],
  ['a volume that is read, and a canary', project('a: { image: "x:1", port: 80, volumes: ["d:/a:ro"], deploy: { strategy: canary } }')],
  ['every kind of health', project('a: { image: "x:1", port: 80, health: /healthz?full=1 }', 'b: { image: "x:1", health: { path: /, port: 81, status: 204 } }', 'c: { image: "x:1", health: { tcp: 81 } }', 'd: { image: "x:1", port: 80, health: { tcp: true } }', 'e: { image: "x:1", health: { cmd: pg_isready -U shop, interval: 5s, timeout: 2s, retries: 5, startPeriod: 1m } }')],
  ['previews that build with a secret of their own', project('a: { build: { secrets: { npmrc: { secret: NPM } } }, preview: { branches: x, buildSecrets: { npmrc: { secret: NPM_PREVIEWS } } } }')],
  ['a rare check with a long timeout', project('a: { image: "x:1", health: { cmd: [a], interval: 10m }, deploy: { timeout: 11m } }')],
  ['a reference of an app to itself', project('a: { image: "x:1", port: 80, env: { SELF: { from: a.domain } } }')],
  ['a project reference that its target inherits', 'version: 1\nprojects:\n  p: { env: { E: { from: b.host } }, apps: { a: { image: "x:1" }, b: { image: "x:1" } } }'],
  ['a project reference that an app overrides', 'version: 1\nprojects:\n  p: { env: { E: { from: b.host } }, apps: { a: { image: "x:1" }, b: { image: "x:1", dependsOn: [a], env: { E: x } }, c: { image: "x:1" } } }'.replace('a: { image: "x:1" }', 'a: { image: "x:1", env: { E: x } }')],
  ['a diamond', project('a: { image: "x:1", dependsOn: [b, c] }', 'b: { image: "x:1", dependsOn: [d] }', 'c: { image: "x:1", dependsOn: [d] }', 'd: { image: "x:1" }')],
  ['two names that are long, with domains', `version: 1\nprojects:\n  ${LONG}: { apps: { ${'b'.repeat(40)}: { image: "x:1", port: 80, domains: [h.localhost] } } }`],
  ['what the host grants', project('a: { image: "x:1", port: 80, domains: [example.com, a.b.example.com], publish: [5432, "0.0.0.0:8010:80"] }', 'b: { git: "file:///srv/git/x" }')],
  ['a digest, and a registry with a port', project(`a: { image: "host:5000/a/b@sha256:${'0'.repeat(64)}" }`, 'b: { image: "host:5000/a/b:1" }')],
]

/** With a look at the files of the checkout. */
const LOOKED_FOR: readonly Row[] = [
  ['file-missing', project('a: { image: "x:1", files: { /a: ▸gone.conf } }'), 'gone.conf is not there'],
  ['file-missing', project('a: { image: "x:1", files: { /a: { from: ▸gone.conf, mode: "0400" } } }'), 'gone.conf is not there'],
]
const UNFIT = new Map([['gone.conf', 'is not there']])

/** With a look at the file of secrets, which holds HERE alone. */
const SEALED: readonly Row[] = [
  ['secret-missing', `secrets: s.yaml\n${project('a: { image: "x:1", env: { A: { secret: HERE }, B: { secret: ▸GONE }, C: { secret: GONE } } }')}`, 'the secret GONE is not in s.yaml'],
  ['secret-missing', `secrets: s.yaml\n${project('a: { image: "x:1", secrets: [HERE, ▸GONE] }')}`, 'the secret GONE is not in s.yaml'],
  ['secret-missing', `secrets: s.yaml\nstorage: { b: { s3: bucket, endpoint: "https://s3.example.com", credentials: { secret: ▸GONE } } }\n${project('a: { image: "x:1" }')}`, 'the secret GONE is not in s.yaml'],
]

function first(text: string, more: Partial<LoadInput>, rule: string) {
  const { text: clean, place } = marked(text)
  const { diagnostics, manifest } = load(clean, more)
  const remark = diagnostics.find((item) => item.rule === rule)
  return { place, remark, all: diagnostics.map(lineOf), manifest }
}

function expectRemark([rule, text, message]: Row, severity: 'error' | 'warning', more: Partial<LoadInput>): void {
  const { place, remark, all, manifest } = first(text, more, rule)
  expect(all).toHaveLength(1)
  expect(remark && `${String(remark.at.line)}:${String(remark.at.column)} ${remark.severity}`).toBe(`${place} ${severity}`)
  expect(remark?.message).toMatch(message)
  expect(remark?.help).toBeTruthy()
  expect(manifest === undefined).toBe(severity === 'error')
}

describe('the rules', () => {
  it.each(REFUSED)('refuse %s: %s', (...row) => {
    expectRemark(row, 'error', {})
  })

  it.each(ON_A_HOST)('refuse on a host %s: %s', (...row) => {
    expectRemark(row, 'error', { host: CLASSIC })
    expect(load(marked(row[1]).text).diagnostics).toEqual([])
  })

  it('say that a folder that is granted for reading alone can be mounted so', () => {
    const grants = { ...HOST.grants, mounts: [{ path: '/srv/data', readOnly: true }] }
    const { diagnostics } = load(project('a: { image: "x:1", volumes: ["/srv/data:/a"] }'), { host: { ...HOST, grants } })
    expect(diagnostics.map(({ message, help }) => [message, help])).toEqual([['/srv/data is a folder of the host, and this host grants it for reading alone', 'mount it with `:ro`, or the operator adds "/srv/data" to grants.mounts in mistd.yaml']])
  })

  it('let build secrets pass where the host builds with BuildKit', () => {
    const text = project('a: { build: { secrets: { npmrc: { secret: NPM_TOKEN } } } }', 'b: { build: . }')
    expect(load(text, { host: HOST }).diagnostics).toEqual([])
  })

  it.each(WARNED)('warn of %s: %s', (...row) => {
    expectRemark(row, 'warning', { host: HOST })
  })

  it.each(LOOKED_FOR)('warn of %s where the files were looked for: %s', (...row) => {
    expectRemark(row, 'warning', { unfitFiles: UNFIT })
    expect(load(marked(row[1]).text).diagnostics).toEqual([])
  })

  it.each(SEALED)('warn of %s where the file of secrets was looked at: %s', (...row) => {
    expectRemark(row, 'warning', { secretsFile: { names: ['HERE'] } })
    expect(load(marked(row[1]).text).diagnostics).toEqual([])
    expect(load(marked(row[1]).text, { secretsFile: { names: ['HERE', 'GONE'] } }).diagnostics).toEqual([])
  })

  it('warn of a file of secrets that cannot be used, once, and say nothing of its names', () => {
    expectRemark(['secrets-file', `secrets: ▸s.yaml\n${project('a: { image: "x:1", secrets: [GONE] }')}`, 's.yaml is not there'], 'warning', { secretsFile: { fault: 'is not there' } })
  })

  it('warn of no secret that an app does not need, nor where the manifest names no file', () => {
    expect(load(`secrets: s.yaml\n${project('a: { image: "x:1", env: { A: plain } }').replace('    apps:', '    env: { A: { secret: GONE } }\n    apps:')}`, { secretsFile: { names: [] } }).diagnostics).toEqual([])
    expect(load(project('a: { image: "x:1", secrets: [GONE] }'), { secretsFile: { names: [] } }).diagnostics).toEqual([])
  })

  it('warn of a folder of the host that previews do without', () => {
    const { diagnostics } = load(project('a: { build: ., port: 80, volumes: ["/srv/files:/files:ro"], preview: { branches: feat/* } }'))
    expect(diagnostics.map(({ rule, message, severity }) => [rule, message, severity])).toEqual([['preview-without', 'previews of a have nothing at /files: no folder of the host is mounted into them', 'warning']])
  })

  it.each(ACCEPTED)('let pass %s', (_name, text) => {
    expect(load(text, { host: HOST }).diagnostics.map(lineOf)).toEqual([])
  })

  it('each speak somewhere in these tables', () => {
    const contexts = [...REFUSED, ...ON_A_HOST, ...WARNED, ...LOOKED_FOR, ...SEALED].flatMap(([, text]) => {
      const { tree } = parseFile({ path: 'f', text: marked(text).text })
      return tree === undefined ? [] : [ruleContext({ manifest: normalize(tree, BUILT_IN).manifest, tree, host: CLASSIC, unfitFiles: UNFIT, secretsFile: { fault: 'is not there', names: [] } })]
    })
    const silent = RULES.filter((rule) => contexts.every((context) => [...rule(context)].length === 0))
    expect(silent.map((rule) => rule.name)).toEqual([])
  })

  it('tell a redirect that goes around in a circle at each of its stations', () => {
    const text = project('a: { image: "x:1", port: 80, domains: [{ host: h.localhost, redirect: i.localhost }, { host: i.localhost, redirect: h.localhost }] }')
    const { diagnostics } = load(text)
    expect(diagnostics.map((item) => item.message)).toEqual(['this redirect never ends: h.localhost → i.localhost → h.localhost', 'this redirect never ends: i.localhost → h.localhost → i.localhost'])
  })

  it('name both places of a clash', () => {
    const { diagnostics } = load(project('a: { image: "x:1", publish: [80] }', 'b: { image: "x:1", publish: [80] }'))
    expect(diagnostics[0]?.related).toEqual([{ at: { file: 'mist.yaml', line: 5, column: 36, length: 2 }, message: 'first published by p/a' }])
  })

  it('name every link of a cycle, and only once', () => {
    const { diagnostics } = load(project('a: { image: "x:1", dependsOn: [b] }', 'b: { image: "x:1", dependsOn: [a] }', 'c: { image: "x:1", dependsOn: [a] }'))
    expect(diagnostics.map((item) => [item.rule, item.related.map((place) => place.message)])).toEqual([['cycle', ['b waits for a']]])
  })

  it('follow a chain of two thousand apps', () => {
    const apps = Array.from({ length: 1_999 }, (_, index) => `a${String(index)}: { image: "x:1", dependsOn: [a${String(index + 1)}] }`)
    expect(remarks(load(project(...apps, 'a1999: { image: "x:1" }')).diagnostics)).toEqual([])
    expect(load(project(...apps, 'a1999: { image: "x:1", dependsOn: [a0] }')).diagnostics.map((item) => [item.rule, item.related.length])).toEqual([['cycle', 20]])
  })

  it('name the key of mistd.yaml that would allow what is refused', () => {
    const text = project('a: { image: "x:1", port: 80, domains: [a.shop.example.org], publish: ["0.0.0.0:9000:80"] }', 'b: { git: "file:///srv/other/x" }')
    expect(load(text, { host: HOST }).diagnostics.map((item) => item.help)).toEqual([
      'granted: localhost, example.com. The operator can add "shop.example.org" to grants.domains in mistd.yaml',
      'publish on 127.0.0.1, or the operator adds "0.0.0.0:9000" to grants.publish in mistd.yaml',
      'the operator can add "file:///srv/other/" to grants.repositories in mistd.yaml',
    ])
  })

  it('say nothing about the host when none is known', () => {
    expect(load(around('image: a:1\nport: 80\ndomains: [anything.org]\npublish: ["0.0.0.0:1:1"]\nlimits: { cpus: 500, memory: 9t }')).diagnostics).toEqual([])
  })
})
