/** Databases as they shall run: passwords that follow from the key and show nowhere, and references that carry them. */
import { describe, expect, it } from 'vitest'
import type { ContentsSpec } from '../../src/model/contents.js'
import { derivePassword, keyId, markOf } from '../../src/model/instance-key.js'
import { LABEL_HIDDEN } from '../../src/model/labels.js'
import type { DesiredApp, DesiredState } from '../../src/model/state.js'
import { withoutSecretEnv } from '../../src/render/hidden-env.js'
import { desiredOf, KEY, manifestOf } from '../support/desired.js'

const SHOP = manifestOf(`version: 1
projects:
  shop:
    env: { TZ: UTC }
    apps:
      web: { image: "a:1", env: { DATABASE_URL: { from: db.url }, DB_HOST: { from: db.host }, DB_NAME: { from: db.database }, CACHE: { from: cache.url } } }
      db: { template: postgres, with: { database: shop_db, user: owner } }
      cache: { template: redis }
      maria: { template: mariadb }
      queue: { template: rabbitmq }
`)

function appOf(key: string, state: DesiredState = desiredOf(SHOP)): DesiredApp {
  const app = state.apps.find((one) => one.key === key)
  if (!app) throw new Error(`there is no app ${key}`)
  return app
}

function envOf(key: string, state?: DesiredState): Readonly<Record<string, string>> {
  return appOf(key, state).containers[0]?.env ?? {}
}

function contentsOf(key: string, state: DesiredState): ContentsSpec {
  const contents = appOf(key, state).containers[0]?.contents
  if (!contents) throw new Error(`${key} has no contents`)
  return contents
}

const PASSWORD = derivePassword(KEY, 'shop/db/owner v1')

describe('a database', () => {
  it('is given a password that follows from the key, and says so by its mark', () => {
    expect(envOf('shop/db')).toEqual({ POSTGRES_DB: 'shop_db', POSTGRES_PASSWORD: PASSWORD, POSTGRES_USER: 'owner' })
    expect(appOf('shop/db').containers[0]?.secretEnv).toEqual({ POSTGRES_PASSWORD: markOf(KEY, PASSWORD) })
    expect(appOf('shop/db').containers[0]?.labels[LABEL_HIDDEN]).toBe('POSTGRES_PASSWORD')
    expect(appOf('shop/db').envOrigin).toEqual({ POSTGRES_DB: 'reference', POSTGRES_PASSWORD: 'secret', POSTGRES_USER: 'reference' })
  })

  it('has another password for each user', () => {
    const { MARIADB_PASSWORD, MARIADB_ROOT_PASSWORD } = envOf('shop/maria')
    expect(MARIADB_PASSWORD).toBe(derivePassword(KEY, 'shop/maria/app v1'))
    expect(MARIADB_ROOT_PASSWORD).toBe(derivePassword(KEY, 'shop/maria/root v1'))
  })

  it('remembers on its volume what wrote it, and by which key', () => {
    expect(appOf('shop/db').volumes).toEqual([{ id: 'volume/shop_db_data', name: 'shop_db_data', app: 'shop/db', data: { software: 'postgres', line: '17', upgrade: 'never', fixedEnv: ['POSTGRES_USER', 'POSTGRES_DB'], key: keyId(KEY) } }])
    expect(appOf('shop/cache').volumes[0]?.data).toEqual({ software: 'redis', line: '7', upgrade: 'newer', fixedEnv: [] })
  })

  it('stops before its successor starts', () => {
    expect(appOf('shop/db').release).toMatchObject({ strategy: 'recreate', downtimeReason: 'writes to volume data' })
  })

  it('does not share the env of its project', () => {
    expect(envOf('shop/db')).not.toHaveProperty('TZ')
    expect(envOf('shop/web')).toHaveProperty('TZ')
  })
})

describe('a reference to a database', () => {
  it('is hidden when it holds the password, and plain when not', () => {
    const url = `postgres://owner:${PASSWORD}@db:5432/shop_db`
    const cache = `redis://default:${derivePassword(KEY, 'shop/cache/default v1')}@cache:6379`
    expect(envOf('shop/web')).toEqual({ CACHE: cache, DATABASE_URL: url, DB_HOST: 'db', DB_NAME: 'shop_db', TZ: 'UTC' })
    expect(appOf('shop/web').containers[0]?.secretEnv).toEqual({ CACHE: markOf(KEY, cache), DATABASE_URL: markOf(KEY, url) })
  })

  it('orders start-up', () => {
    expect(appOf('shop/web').dependsOn).toEqual(['shop/cache', 'shop/db'])
  })

  it('encodes what would mean something else in an address', () => {
    const state = desiredOf(manifestOf('version: 1\nprojects: { p: { apps: { q: { template: rabbitmq }, web: { image: "a:1", env: { U: { from: q.url } } } } } }'))
    expect(envOf('p/web', state)['U']).toBe(`amqp://app:${derivePassword(KEY, 'p/q/app v1')}@q:5672/%2F`)
  })

  it('restarts exactly those who use it when another key makes another password', () => {
    const other = desiredOf(SHOP, { key: { hex: 'a5'.repeat(32) } })
    const changed = desiredOf(SHOP).apps.filter(({ key, containers }) => containers[0]?.fingerprint !== appOf(key, other).containers[0]?.fingerprint).map(({ key }) => key)
    expect(changed).toEqual(['shop/cache', 'shop/db', 'shop/maria', 'shop/queue', 'shop/web'])
  })
})

describe('what is declared inside of a database', () => {
  const declared = (settings: string, env = ''): DesiredState =>
    desiredOf(manifestOf(`version: 1\nprojects: { shop: { apps: { db: { template: postgres, with: { ${settings} } }, web: { image: "a:1", env: { ${env} } } } } }\n`), { secrets: { PASSWORD: { ok: true, value: { value: 'chosen-by-hand', mark: 'm' } } } })

  it('gives every user a password of its own, and an address', () => {
    const state = declared('databases: [reports], users: [reader, { name: writer, owns: reports }]', 'R: { from: db.users.reader.url }, W: { from: db.users.writer.url }, P: { from: db.users.writer.password }')
    const [reader, writer] = ['reader', 'writer'].map((user) => derivePassword(KEY, `shop/db/${user} v1`))
    expect(envOf('shop/web', state)).toEqual({ R: `postgres://reader:${String(reader)}@db:5432/app`, W: `postgres://writer:${String(writer)}@db:5432/reports`, P: writer })
    expect(Object.keys(appOf('shop/web', state).containers[0]?.secretEnv ?? {})).toEqual(['P', 'R', 'W'])
    expect(appOf('shop/web', state).dependsOn).toEqual(['shop/db'])
  })

  it('stands outside of the fingerprint, and another password does not', () => {
    const fingerprint = (settings: string): string | undefined => appOf('shop/db', declared(settings)).containers[0]?.fingerprint
    expect(fingerprint('users: [reader]')).toBe(fingerprint(''))
    expect(fingerprint('passwordVersion: 1')).toBe(fingerprint(''))
    expect(fingerprint('passwordVersion: 2')).not.toBe(fingerprint(''))
  })

  it('shows no password, in no form but the work itself', () => {
    const contents = appOf('shop/db', declared('users: [reader]')).containers[0]?.contents
    expect(contents).toMatchObject({ isDeclared: true, names: ['users.reader'], passwordEnv: ['POSTGRES_PASSWORD'] })
    expect(JSON.stringify(contents)).not.toContain(derivePassword(KEY, 'shop/db/reader v1'))
    const work = contents?.work()
    expect(work?.make).toContain('create role "reader"')
    expect(work?.logins.map(({ user }) => user)).toEqual(['app', 'reader'])
    expect(work?.logins.flatMap(({ command }) => command.words).join(' ')).not.toContain(derivePassword(KEY, 'shop/db/reader v1'))
  })

  it('knows what an administrator may have had before', () => {
    const state = desiredOf(manifestOf('version: 1\nprojects: { shop: { apps: { db: { template: mariadb, with: { passwordVersion: 3 } } } } }\n'))
    const { admin } = appOf('shop/db', state).containers[0]?.contents?.work() ?? {}
    expect(admin?.passwords.slice(0, 3)).toEqual([3, 2, 1].map((version) => derivePassword(KEY, `shop/db/root v${String(version)}`)))
  })

  it('takes a password by secret for its user, and none of the key for all others', () => {
    const state = declared('password: { secret: PASSWORD }, users: [reader]', 'R: { from: db.users.reader.password }')
    expect(envOf('shop/db', state)['POSTGRES_PASSWORD']).toBe('chosen-by-hand')
    expect(envOf('shop/web', state)['R']).not.toBe(derivePassword(KEY, 'shop/db/reader v1'))
    expect(appOf('shop/db', state).volumes[0]?.data).not.toHaveProperty('key')
    const bad = desiredOf(manifestOf('version: 1\nprojects: { shop: { apps: { db: { template: postgres, with: { password: { secret: PASSWORD } } } } } }\n'), { secrets: { PASSWORD: { ok: true, value: { value: "o'clock-at-noon", mark: 'm' } } } })
    expect(bad.unresolved).toMatchObject([{ key: 'shop/db', failure: { code: 'secret-invalid' } }])
    expect(JSON.stringify(bad.unresolved)).not.toContain('clock')
  })

  it('of a broker are virtual hosts and who may do everything in them, in one script with its end', () => {
    const state = desiredOf(manifestOf('version: 1\nprojects: { shop: { apps: { queue: { template: rabbitmq, with: { vhosts: [orders], users: [{ name: worker, owns: orders }, { name: root, owns: / }] } }, web: { image: "a:1", env: { W: { from: queue.users.worker.url }, R: { from: queue.users.root.vhost } } } } } }\n'))
    const [worker = '', app = ''] = ['worker', 'app'].map((user) => derivePassword(KEY, `shop/queue/${user} v1`))
    expect(envOf('shop/web', state)).toEqual({ W: `amqp://worker:${worker}@queue:5672/orders`, R: '/' })
    const { names, work } = contentsOf('shop/queue', state)
    expect(names).toEqual(['users.root', 'users.worker', 'vhosts.orders'])
    const { admin, make, fit, logins } = work()
    const { words, stdin, env } = admin.tell(make, app)
    expect([words, env]).toEqual([['rabbitmqctl', 'eval'], {}])
    expect(stdin).toMatch(/^case rabbit_vhost:exists\(<<"orders">>\)[^]*add_user\(<<"worker">>, <<"[\w-]{32}">>, <<"mist">>\)\nend,\n[^]*\nend,\nok\.\n$/)
    expect(fit).toMatch(/set_permissions\(<<"worker">>, <<"orders">>/)
    expect(fit).toMatch(/set_permissions\(<<"root">>, <<"\/">>/)
    expect(logins.map(({ user, command }) => [user, command.words, command.stdin])[0]).toEqual(['app', ['rabbitmqctl', 'authenticate_user', 'app'], `${app}\n`])
  })

  it('of MongoDB is said behind a login, whose password changes last', () => {
    const state = desiredOf(manifestOf('version: 1\nprojects: { shop: { apps: { docs: { template: mongodb, with: { databases: [reports], users: [reader, { name: writer, owns: reports }], passwordVersion: 2 } }, web: { image: "a:1", env: { W: { from: docs.users.writer.url } } } } } }\n'))
    const password = (user: string, version: number): string => derivePassword(KEY, `shop/docs/${user} v${String(version)}`)
    expect(envOf('shop/web', state)).toEqual({ W: `mongodb://writer:${password('writer', 2)}@docs:27017/reports?authSource=admin` })
    const { admin, logins, fit } = contentsOf('shop/docs', state).work()
    expect(admin.passwords.slice(0, 2)).toEqual([password('app', 2), password('app', 1)])
    expect(admin.tell('what to do;\n', password('app', 1)).stdin).toBe(`db.auth('app', '${password('app', 1)}');\nwhat to do;\n`)
    expect(admin.setPassword).toBe(`db.changeUserPassword('app', '${password('app', 2)}');\n`)
    expect(logins.map(({ user }) => user)).toEqual(['reader', 'writer'])
    expect(fit).toContain("db.grantRolesToUser('writer', [{ role: 'readWrite', db: 'reports' }")
    expect([admin.tell('', password('app', 1)), ...logins.map(({ command }) => command)].flatMap(({ words }) => words).join(' ')).not.toContain(password('app', 1))
  })

  it('of Redis is a file that it reads at its start', () => {
    const app = appOf('shop/cache')
    const password = derivePassword(KEY, 'shop/cache/default v1')
    expect(app.files).toMatchObject([{ target: '/etc/mist/server.conf', origin: { kind: 'secret', text: `requirepass ${password}\n` } }])
    expect(app.containers[0]?.env).toEqual({ REDISCLI_AUTH: password })
    expect(app.containers[0]?.command?.join(' ')).not.toContain(password)
    expect(app.volumes[0]?.data).not.toHaveProperty('key')
  })
})

describe('a password', () => {
  it('stands nowhere in a container but in its env', () => {
    for (const { containers, ...app } of desiredOf(SHOP).apps) {
      expect(JSON.stringify([app, ...containers.map(withoutSecretEnv)])).not.toContain(PASSWORD)
    }
  })
})
