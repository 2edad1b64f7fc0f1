/**
 * Servers of the catalogue as they are: each is committed as an app, becomes healthy, lets in who was told its address and password and nobody
 * else, and keeps what it was given. What a database is protected from is in databases.test.ts.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { docker, dockerTries, labImage } from '../lab/fixtures.js'
import { peek, publish, type AmqpPlace } from '../support/amqp.js'
import { openStage, type LiveContainer, type Stage } from './stage.js'

const IMAGES_TIMEOUT_MS = 2_400_000
const START_TIMEOUT_MS = 240_000

/** What a dependent finds in its environment, and how the server's container is asked from within its network. */
interface Visit {
  readonly url: URL
  readonly user: string
  readonly password: string
  /** The address of the server in the network of the project. */
  readonly address: string
  readonly inside: (args: readonly string[], env?: Readonly<Record<string, string>>) => Promise<string>
}

interface Server {
  readonly image: string
  readonly template: string
  /** What the file sets, as it is written there. */
  readonly with?: readonly string[]
  /** Where the data lies, by the template. */
  readonly folder: string
  /** Outputs that the dependent is told beside the address. */
  readonly told?: readonly ('user' | 'password')[]
  readonly write: (visit: Visit) => Promise<unknown>
  readonly read: (visit: Visit) => Promise<string>
  /** What is read, and from whom. */
  readonly written: RegExp
}

const postgres = (version: string, folder: string): Server => ({
  image: `postgres:${version}`, template: 'postgres', with: [`version: "${version}"`, 'database: shop'], folder,
  write: ({ url, inside }) => inside(['psql', '-q', '-v', 'ON_ERROR_STOP=1', url.href, '-c', "create table orders (name text); insert into orders values ('first')"]),
  read: ({ url, inside }) => inside(['psql', '-tA', '-v', 'ON_ERROR_STOP=1', url.href, '-c', "select name, current_setting('server_version') from orders"]),
  written: new RegExp(`^first\\|${version}\\.`),
})

const mysql = ({ url, inside }: Visit, text: string): Promise<string> => inside(
  ['mysql', '-N', `--host=${url.hostname}`, `--port=${url.port}`, `--user=${url.username}`, url.pathname.slice(1), '-e', text], { MYSQL_PWD: url.password })

const amqp = ({ url, address }: Visit): AmqpPlace => ({ url: url.href, address, queue: 'orders' })

const minio = ({ url, user, password, inside }: Visit, ...args: readonly string[]): Promise<string> => inside(
  ['mc', '--quiet', ...args], { MC_HOST_shop: `http://${user}:${password}@${url.host}` })

const SERVERS: Readonly<Record<string, Server>> = {
  pg17: postgres('17', '/var/lib/postgresql/data'),
  pg18: postgres('18', '/var/lib/postgresql'),
  my: {
    image: 'mysql:9.7', template: 'mysql', folder: '/var/lib/mysql',
    with: ['version: "9.7"', 'database: shop', 'bufferPool: 32M', 'databases: [reports]', 'users: [{ name: writer, owns: reports }]'],
    write: (visit) => mysql(visit, "create table orders (name varchar(20)); insert into orders values ('first')"),
    read: (visit) => mysql(visit, 'select name, version() from orders'), written: /^first\s+9\.7\./,
  },
  cache: {
    image: 'valkey/valkey:8', template: 'valkey', with: ['maxmemory: 32m'], folder: '/data',
    write: ({ url, inside }) => inside(['valkey-cli', '-e', '-u', url.href, 'set', 'order', 'first']),
    read: ({ url, inside }) => inside(['valkey-cli', '-e', '-u', url.href, 'get', 'order']), written: /^first$/,
  },
  broker: {
    image: 'rabbitmq:4.0', template: 'rabbitmq', folder: '/var/lib/rabbitmq',
    with: ['version: "4.0"', 'vhosts: [orders]', 'users: [{ name: worker, owns: orders }]'],
    write: (visit) => publish(amqp(visit), 'first'), read: async (visit) => await peek(amqp(visit)) ?? '', written: /^first$/,
  },
  store: {
    image: 'minio/minio:RELEASE.2025-09-07T16-13-09Z', template: 'minio', folder: '/data', told: ['user', 'password'],
    write: async (visit) => {
      await minio(visit, 'mb', 'shop/orders')
      await minio(visit, 'cp', '/etc/debian_version', 'shop/orders/first')
    },
    read: async (visit) => `${await minio(visit, 'ls', 'shop/orders')} ${await minio(visit, 'cat', 'shop/orders/first')}`, written: /STANDARD first \S+$/,
  },
}

/** Where the dependent reads of the second users of MySQL and RabbitMQ. */
const WRITER = 'MY_WRITER'
const WORKER = 'BROKER_WORKER'

/** What a container cannot take on without being replaced. */
const ROUND = ', labels: { round: "2" }'

const REFUSED = /password authentication failed|Access denied|ACCESS_REFUSED|signature|WRONGPASS/

const NAMES = Object.keys(SERVERS)

interface Wishes {
  /** Added to each server. */
  readonly more?: string
  readonly valkey?: '8' | '9'
  readonly passwordVersion?: number
}

/** All in one file, so that they start side by side. */
function manifest(wishes: Wishes = {}): string {
  const env = NAMES.flatMap((name) => ['url', ...SERVERS[name]?.told ?? []].map((output) => `${variable(name, output)}: { from: ${name}.${output} }`))
  const lines = [
    ...NAMES.map((name) => `${name}: { ${appOf(name, wishes)} }`),
    `web: { image: "mist-lab/web:1", port: 8080, env: { ${env.join(', ')}, ${WRITER}: { from: my.users.writer.url }, ${WORKER}: { from: broker.users.worker.url } } }`,
  ]
  return `version: 1\ndefaults: { deploy: { drain: 1s } }\nprojects:\n  shop:\n    apps:\n${lines.map((line) => `      ${line}\n`).join('')}`
}

function appOf(name: string, { more = '', valkey = '8', passwordVersion = 1 }: Wishes): string {
  const server = serverOf(name)
  const settings = [
    ...server.with ?? [], ...(name === 'cache' ? [`version: "${valkey}"`] : []), `passwordVersion: ${String(passwordVersion)}`,
  ]
  return `template: ${server.template}, with: { ${settings.join(', ')} }${more}`
}

function variable(name: string, output: string): string {
  return `${name}_${output}`.toUpperCase()
}

let stage: Stage

beforeAll(async () => {
  for (const image of [...Object.values(SERVERS).map((server) => server.image), 'valkey/valkey:9']) await labImage(image)
  stage = await openStage()
  await stage.commit(manifest())
  await stage.mistd.start()
  await untilSynced()
}, IMAGES_TIMEOUT_MS)

afterAll(() => stage.close())

async function untilSynced(): Promise<void> {
  await stage.waitSynced(await stage.repo.git('rev-parse', 'HEAD'), { timeoutMs: START_TIMEOUT_MS })
}

function serverOf(name: string): Server {
  const server = SERVERS[name]
  if (server === undefined) throw new Error(`there is no server ${name}`)
  return server
}

/** As the dependent was told, from where the dependent is. */
async function visit(name: string): Promise<Visit> {
  const [web, server] = [await stage.container('shop/web'), await stage.container(`shop/${name}`)]
  const told = (output: string): string => {
    const line = (web.inspect.Config.Env ?? []).find((one) => one.startsWith(`${variable(name, output)}=`)) ?? ''
    return line.slice(line.indexOf('=') + 1)
  }
  const url = new URL(told('url'))
  return {
    url, address: addressOf(server), user: told('user') === '' ? url.username : told('user'), password: told('password') === '' ? url.password : told('password'),
    inside: (args, env = {}) => docker('exec', ...Object.entries(env).flatMap(([key, value]) => ['--env', `${key}=${value}`]), server.id, ...args),
  }
}

function addressOf({ inspect }: LiveContainer): string {
  return Object.values(inspect.NetworkSettings.Networks).map(({ IPAddress }) => IPAddress).find((address) => address !== '') ?? ''
}

/** The one mount of the template's folder. */
function volumeOf(name: string, { inspect }: LiveContainer): string {
  return inspect.Mounts.filter(({ Type, Destination }) => Type === 'volume' && Destination === serverOf(name).folder).map(({ Name }) => Name ?? '').join()
}

/** As the second user of MySQL. */
async function writer(text: string): Promise<string> {
  const told = await visit('my')
  return mysql({ ...told, url: await toldOf(WRITER) }, text)
}

/** As the second user of RabbitMQ, in its virtual host or another. */
async function worker(url?: URL): Promise<AmqpPlace> {
  return amqp({ ...await visit('broker'), url: url ?? await toldOf(WORKER) })
}

async function toldOf(name: string): Promise<URL> {
  const line = ((await stage.container('shop/web')).inspect.Config.Env ?? []).find((one) => one.startsWith(`${name}=`)) ?? ''
  return new URL(line.slice(line.indexOf('=') + 1))
}

async function servers(): Promise<Readonly<Record<string, LiveContainer>>> {
  return Object.fromEntries(await Promise.all(NAMES.map(async (name) => [name, await stage.container(`shop/${name}`)] as const)))
}

describe('a server of the catalogue', () => {
  it.each(NAMES)('lets in who was told of it: %s', async (name) => {
    await serverOf(name).write(await visit(name))
    expect(await serverOf(name).read(await visit(name))).toMatch(serverOf(name).written)
  })

  it.each(NAMES)('turns away who comes with another password: %s', async (name) => {
    const told = await visit(name)
    const url = new URL(told.url)
    if (url.password !== '') url.password = 'another-password'
    await expect(serverOf(name).read({ ...told, url, password: 'another-password' })).rejects.toThrow(REFUSED)
  })

  it('has the databases and users that the file names, with their rights and no others', async () => {
    await writer('create table sums (total int); insert into sums values (42)')
    expect(await writer('select total, current_user() from sums')).toMatch(/^42\s+writer@%$/)
    await expect(writer('select name from shop.orders')).rejects.toThrow(/denied/)
  })

  it('has the virtual hosts that the file names, open to their owner and to the user that may do everything', async () => {
    const own = await worker()
    expect(new URL(own.url).pathname).toBe('/orders')
    await publish(own, 'work')
    const main = await visit('broker')
    const [elsewhere, asMain] = [new URL(own.url), new URL(main.url)]
    elsewhere.pathname = main.url.pathname
    asMain.pathname = '/orders'
    await expect(peek(await worker(elsewhere))).rejects.toThrow(/access to vhost '\/' refused for user 'worker'/)
    expect(await peek(amqp({ ...main, url: asMain }))).toBe('work')
  })

  it('has all of its data on the one volume of its template', async () => {
    for (const [name, server] of Object.entries(await servers())) {
      expect(server.inspect.Mounts.filter(({ Type }) => Type === 'volume'), name).toHaveLength(1)
      expect(volumeOf(name, server), name).toMatch(new RegExp(`_shop_${name}_`))
    }
  })
})

describe('the password of a server', () => {
  it('changes for it and for those who use it; the old one lets nobody in', async () => {
    const former = await worker()
    const before = new Map(await Promise.all(NAMES.map(async (name) => [name, await visit(name)] as const)))
    await stage.commit(manifest({ passwordVersion: 2 }))
    await untilSynced()
    for (const [name, old] of before) {
      const now = await visit(name)
      expect(now.password, name).not.toBe(old.password)
      expect(await serverOf(name).read(now), name).toMatch(serverOf(name).written)
      await expect(serverOf(name).read({ ...now, url: old.url, password: old.password }), name).rejects.toThrow(REFUSED)
    }
    expect(await writer('select total from sums')).toBe('42')
    const now = await worker()
    expect(new URL(now.url).password).not.toBe(new URL(former.url).password)
    expect(await peek(now)).toBe('work')
    await expect(peek({ ...now, url: former.url })).rejects.toThrow(REFUSED)
  })

  it('of a broker is in no argument, log, label, event or store', async () => {
    const passwords = [(await visit('broker')).password, decodeURIComponent((await toldOf(WORKER)).password)]
    const { id, inspect } = await stage.container('shop/broker')
    const shown = [
      stage.mistd.log(), JSON.stringify([inspect.Config.Labels, inspect.Config.Cmd]), await docker('top', id),
      ...(await Promise.all([dockerTries(['logs', id]), ...[['events', '-o', 'json'], ['status', '-o', 'json'], ['history', '-o', 'json']].map((args) => stage.mistctl(...args))])).map(({ stdout, stderr }) => stdout + stderr),
    ].join('\n')
    expect(shown.length).toBeGreaterThan(10_000)
    for (const password of passwords) expect([password.length, shown.includes(password)]).toEqual([32, false])
  })
})

describe('the data of a server', () => {
  it('stays when the server is killed and started again', async () => {
    const before = await servers()
    await Promise.all(Object.values(before).map(({ id }) => docker('kill', id)))
    await stage.until('every server runs again', async () => Object.values(await servers()).every(({ id, state, startedAt }) =>
      state === 'running' && Object.values(before).every((old) => old.id !== id || old.startedAt !== startedAt)), { timeoutMs: START_TIMEOUT_MS })
    await untilSynced()
    for (const name of NAMES) expect(await serverOf(name).read(await visit(name)), name).toMatch(serverOf(name).written)
  })

  it('stays when the container is replaced, and so does the volume', async () => {
    const before = await servers()
    await stage.commit(manifest({ passwordVersion: 2, more: ROUND }))
    await untilSynced()
    const after = await servers()
    for (const name of NAMES) {
      const [old, now] = [before[name], after[name]]
      if (old === undefined || now === undefined) throw new Error(`${name} is not there`)
      expect(now.id, name).not.toBe(old.id)
      expect(volumeOf(name, now), name).toBe(volumeOf(name, old))
      expect(await serverOf(name).read(await visit(name)), name).toMatch(serverOf(name).written)
    }
  })

  it('is opened by a newer version where the template says so, and then no more by the older one', async () => {
    const version = async (): Promise<string> => (await visit('cache')).inside(['valkey-server', '--version'])
    const before = await stage.container('shop/cache')
    expect(await version()).toContain('v=8.')
    await stage.commit(manifest({ passwordVersion: 2, more: ROUND, valkey: '9' }))
    await untilSynced()
    const after = await stage.container('shop/cache')
    expect(await version()).toContain('v=9.')
    expect(volumeOf('cache', after)).toBe(volumeOf('cache', before))
    expect(await serverOf('cache').read(await visit('cache'))).toMatch(serverOf('cache').written)
    const back = await stage.commit(manifest({ passwordVersion: 2, more: ROUND, valkey: '8' }))
    await stage.until('the older version is refused', async () => {
      const report = await stage.status()
      return report.revision?.commit === back && /valkey:9 has written to its volume, and the older 8 may not be able to read that/.test(JSON.stringify(report))
    })
    expect((await stage.container('shop/cache')).id).toBe(after.id)
  })
})
