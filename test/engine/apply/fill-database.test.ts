/** What is put into running databases, against a server in memory that keeps its users with its volume: in which order, how often, and from every point of a kill. */
import { describe, expect, it } from 'vitest'
import type { FakeContainer } from '../../fakes/docker-state.js'
import type { InsideAnswer, InsideCall, Program } from '../../fakes/program.js'
import { GOOD_PROGRAM } from '../../fakes/program.js'
import type { World } from '../../fakes/world.js'
import { createWorld } from '../../fakes/world.js'
import { failure } from '../../../src/model/failure.js'
import type { ContainerSpec } from '../../../src/model/resource.js'

interface Server {
  readonly program: Program
  /** Of the one volume: user → password; undefined for one that has none. */
  readonly users: Map<string, string | undefined>
  readonly databases: Set<string>
  /** The server refuses statements that match. */
  refuses: RegExp | undefined
}

/** Trusts whoever is inside, and asks for a password over the network, as PostgreSQL's image does. */
function postgres(): Server {
  const users = new Map<string, string | undefined>()
  const databases = new Set(['app'])
  const inside = ({ words, env, input, container }: InsideCall): InsideAnswer => {
    begin(container)
    const { PGPASSWORD = '' } = env
    if (words.includes('-h')) return users.get(words[words.indexOf('-U') + 1] ?? '') === PGPASSWORD ? { exitCode: 0 } : { exitCode: 2, said: `password authentication failed (${PGPASSWORD})` }
    const sql = input.toString('utf8')
    if (server.refuses?.test(sql) === true) return { exitCode: 3, said: `ERROR: I will not: ${sql}` }
    obey(sql)
    return { exitCode: 0 }
  }
  const obey = (sql: string): void => {
    for (const [, name = ''] of sql.matchAll(/create role "(\w+)"/g)) if (!users.has(name)) users.set(name, undefined)
    for (const [, name = ''] of sql.matchAll(/create database "(\w+)"/g)) databases.add(name)
    for (const [, name = '', password] of sql.matchAll(/alter role "(\w+)" with login password '([^']*)'/g)) users.set(name, password)
  }
  const begin = ({ spec }: FakeContainer): void => {
    if (!users.has('app')) users.set('app', spec?.env['POSTGRES_PASSWORD'])
  }
  const server: Server = { program: { ...GOOD_PROGRAM, inside }, users, databases, refuses: undefined }
  return server
}

function manifest(settings: string, user = 'db'): string {
  return `version: 1\nprojects:\n  shop:\n    apps:\n      db: { template: postgres, with: { ${settings} } }\n      web: { image: "web:1", port: 80, env: { URL: { from: ${user}.url } } }\n      other: { image: "web:2", port: 80 }\n`
}

async function running(settings = ''): Promise<{ readonly world: World; readonly server: Server }> {
  const server = postgres()
  const world = createWorld({ images: { 'postgres:17': server.program } })
  world.commit(manifest(settings))
  await world.converge()
  // The server makes its data with its first start.
  await world.ports.inside.run({ container: containerOf(world, 'shop/db').name, command: { words: ['psql'] } }, new AbortController().signal)
  world.faults.forgetCalls()
  return { world, server }
}

function containerOf(world: World, app: string): FakeContainer {
  const found = [...world.engine.state.containers.values()].filter(({ spec, state }) => spec?.app === app && state === 'running')
  if (found.length !== 1 || !found[0]) throw new Error(`${app} has ${String(found.length)} containers`)
  return found[0]
}

function passwordToldToWeb(world: World): string {
  return new URL(containerOf(world, 'shop/web').spec?.env['URL'] ?? '').password
}

describe('another password version', () => {
  it('is set in the server before anything is stopped, and restarts exactly those who use it', async () => {
    const { world, server } = await running()
    const before = { other: containerOf(world, 'shop/other').id, web: containerOf(world, 'shop/web').id, password: server.users.get('app') }
    world.commit(manifest('passwordVersion: 2'))
    await world.converge()
    expect(server.users.get('app')).not.toBe(before.password)
    expect(passwordToldToWeb(world)).toBe(server.users.get('app'))
    expect(containerOf(world, 'shop/other').id).toBe(before.other)
    expect(containerOf(world, 'shop/web').id).not.toBe(before.web)
    const at = (pattern: RegExp): number => world.faults.writes.findIndex((write) => pattern.test(write))
    expect(at(/^runInside /)).toBeGreaterThanOrEqual(0)
    expect(at(/^runInside /)).toBeLessThan(at(/^stopContainer /))
  })

  it('stops nothing when the server refuses, and the reason holds no password', async () => {
    const { world, server } = await running()
    const [db, web, password] = [containerOf(world, 'shop/db').id, containerOf(world, 'shop/web').id, server.users.get('app')]
    server.refuses = /alter role/
    world.commit(manifest('passwordVersion: 2'))
    const { run } = await world.pass()
    expect([containerOf(world, 'shop/db').id, containerOf(world, 'shop/web').id]).toEqual([db, web])
    const failed = run.outcomes.find((one) => one.result === 'failed')
    expect(failed).toMatchObject({ failure: { code: 'database-refused', cause: expect.stringContaining('I will not') as string } })
    expect(JSON.stringify([run, world.events])).not.toMatch(/password '(?!\(hidden\))/)
    expect(world.faults.writes.filter((write) => write.startsWith('stopContainer'))).toEqual([])
    server.refuses = undefined
    await world.clock.advance(600_000)
    await world.converge(40)
    expect(server.users.get('app')).not.toBe(password)
    expect(passwordToldToWeb(world)).toBe(server.users.get('app'))
  })

  it('is taken back in the server when its container does not come up', async () => {
    const { world, server } = await running()
    const old = server.users.get('app')
    world.commit(manifest('passwordVersion: 2'))
    world.faults.add({ call: 'startContainer', kind: 'fail', times: 1, failure: failure('container-unhealthy', { subject: 'cannot start it', cause: 'it is sick' }) })
    await world.pass()
    expect(server.users.get('app')).not.toBe(old)
    await world.converge()
    expect(containerOf(world, 'shop/db').spec?.env['POSTGRES_PASSWORD']).toBe(server.users.get('app'))
    expect(passwordToldToWeb(world)).toBe(server.users.get('app'))
    world.commit(manifest(''))
    await world.converge()
    expect(server.users.get('app')).toBe(old)
    expect(passwordToldToWeb(world)).toBe(old)
  })

  it('is picked up from every point of a kill', async () => {
    let killed = 0
    for (let write = 1; write <= 24; write += 1) {
      const { world, server } = await running('users: [reader]')
      world.commit(manifest('users: [reader], passwordVersion: 2'))
      world.faults.killAtWrite(write, write % 2 === 0 ? 'before' : 'after')
      const ended = await Promise.race([world.converge().then(() => 'converged'), world.killed.then(() => 'killed')])
      if (ended === 'killed') killed += 1
      world.faults.clear()
      world.restart()
      if (write % 4 < 2) world.wipeStore()
      await world.converge()
      expect(passwordToldToWeb(world)).toBe(server.users.get('app'))
      expect(containerOf(world, 'shop/db').spec?.env['POSTGRES_PASSWORD']).toBe(server.users.get('app'))
      expect(world.engine.state.violations).toEqual([])
    }
    expect(killed).toBeGreaterThan(15)
  }, 60_000)
})

describe('what is declared', () => {
  it('is made once, and not asked for again', async () => {
    const { world, server } = await running()
    const db = containerOf(world, 'shop/db').id
    world.commit(manifest('users: [reader], databases: [reports]', 'db.users.reader'))
    await world.converge()
    expect(server.users.get('reader')).toBe(passwordToldToWeb(world))
    expect(server.databases).toContain('reports')
    expect(containerOf(world, 'shop/db').id).toBe(db)
    world.faults.forgetCalls()
    await world.pass()
    expect(world.faults.writes).toEqual([])
  })

  it('is looked for once more without memory, and for a new container', async () => {
    const { world, server } = await running('users: [reader]')
    const asked = (): number => world.faults.writes.filter((write) => write.startsWith('runInside')).length
    world.wipeStore()
    const { run } = await world.pass()
    expect(run.changes.map(({ id, action, fields }) => [id, action, fields.map(({ field, to }) => `${field}: ${to ?? ''}`)])).toEqual([['container/shop/db/1', 'update', ['contents: passwords, users.reader']]])
    expect(asked()).toBeGreaterThan(0)
    world.faults.forgetCalls()
    await world.pass()
    expect(asked()).toBe(0)
    world.hand.remove(containerOf(world, 'shop/db').name)
    server.users.delete('reader')
    await world.converge()
    expect(server.users.has('reader')).toBe(true)
  })

  it('that the server refuses leaves the database up, and holds up who needs it', async () => {
    const { world, server } = await running()
    const [db, web] = [containerOf(world, 'shop/db').id, containerOf(world, 'shop/web').id]
    server.refuses = /create role/
    world.commit(manifest('users: [reader]', 'db.users.reader'))
    const { run } = await world.pass()
    expect(run.outcomes.map(({ result }) => result).toSorted()).toContain('failed')
    expect([containerOf(world, 'shop/db').id, containerOf(world, 'shop/web').id]).toEqual([db, web])
  })
})

describe('a server that is told its password with every start', () => {
  it('takes over one that ran without a password: nothing is said to it, its volume stays, and who uses it is told', async () => {
    const world = createWorld({ images: { 'redis:7': GOOD_PROGRAM } })
    world.commit('version: 1\nprojects:\n  shop:\n    apps:\n      db: { template: redis }\n      web: { image: "web:1", port: 80, env: { URL: { from: db.url } } }\n      other: { image: "web:2", port: 80 }\n')
    await world.converge()
    const [wanted, web] = [containerOf(world, 'shop/db'), containerOf(world, 'shop/web')]
    const without = (container: FakeContainer, changes: Partial<ContainerSpec>): void => {
      if (!container.spec) throw new Error('the container has no spec')
      world.engine.state.containers.set(container.id, { ...container, spec: { ...container.spec, fingerprint: container.spec.fingerprint.replaceAll(/[0-9a-f](?=[0-9a-f]*$)/g, '0'), ...changes } })
    }
    without(wanted, { env: {}, secretEnv: {}, mounts: (wanted.spec?.mounts ?? []).filter(({ kind }) => kind === 'volume'), command: ['redis-server', '--appendonly', 'yes'] })
    without(web, { env: { URL: 'redis://db:6379' }, secretEnv: {} })
    const [volumes, other] = [[...world.engine.state.volumes.values()].map(({ name, content }) => [name, content]), containerOf(world, 'shop/other').id]
    world.restart()
    world.faults.forgetCalls()
    await world.converge()
    const now = containerOf(world, 'shop/db')
    expect(now.id).not.toBe(wanted.id)
    expect(now.spec?.env).toEqual(wanted.spec?.env)
    expect(passwordToldToWeb(world)).toBe(now.spec?.env['REDISCLI_AUTH'])
    expect([...world.engine.state.volumes.values()].map(({ name, content }) => [name, content])).toEqual(volumes)
    expect(containerOf(world, 'shop/other').id).toBe(other)
    expect(world.faults.writes.filter((write) => write.startsWith('runInside'))).toEqual([])
  })
})
