/** What is not Mist's survives Mist, however alike it looks; and two instances share a host without a word. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { docker, dockerTries } from '../lab/fixtures.js'
import { openStage, type Stage } from './stage.js'

interface Foreigner {
  readonly id: string
  readonly startedAt: string
  readonly running: boolean
}

let stage: Stage
let other: Stage
/** A project name of our own: container names are not divided by instance for foreigners. */
let project: string
let foreign: { readonly containers: readonly string[]; readonly networks: readonly string[]; readonly volumes: readonly string[] }
let before: readonly Foreigner[]

function manifest(more = ''): string {
  return `version: 1\nprojects:\n  ${project}:\n    apps:\n      web: { image: "mist-lab/web:1", port: 8080, domains: [web.localhost], volumes: ["data:/data"] }\n      api: { image: "mist-lab/web:2", port: 8080, domains: [api.localhost] }\n${more}`
}

beforeAll(async () => {
  const pool = `10.${String(200 + Number(process.env['VITEST_POOL_ID'] ?? 1))}.0.0/16`
  stage = await openStage({ settings: () => ({ networkPool: pool }) })
  other = await openStage({ settings: () => ({ networkPool: pool }) })
  project = `n${stage.instance.slice(-6)}`
  foreign = {
    containers: [`${project}-web-0a1b2c3d-1`, `${project}-web`, `${project}-old-0a1b2c3d-1`],
    networks: [`mist-${stage.instance}_${project}2`, `mist-${project}`],
    volumes: [`${stage.instance}_${project}_web_data2`, `${project}_web_data`],
  }
  const [alike = '', plain = '', labelled = ''] = foreign.containers
  for (const network of foreign.networks) await docker('network', 'create', network)
  for (const volume of foreign.volumes) await docker('volume', 'create', volume)
  await docker('run', '--detach', '--name', alike, '--volume', `${foreign.volumes[0] ?? ''}:/data`, 'mist-lab/web:3')
  await docker('run', '--detach', '--name', plain, '--network', foreign.networks[0] ?? '', '--label', 'com.example.mist.instance=default', 'mist-lab/web:3')
  await docker('run', '--detach', '--name', labelled, '--label', `mist.project=${project}`, '--label', 'mist.app=web', '--label', 'mist.replica=1', '--label', 'mist.fingerprint=v1:00', 'mist-lab/web:3')
  before = await foreigners()
})

afterAll(async () => {
  await Promise.all([stage.close(), other.close()])
  await dockerTries(['rm', '--force', ...foreign.containers])
  for (const network of foreign.networks) await dockerTries(['network', 'rm', network])
  for (const volume of foreign.volumes) await dockerTries(['volume', 'rm', volume])
})

async function foreigners(): Promise<readonly Foreigner[]> {
  const text = await docker('inspect', '--format', '{{.Id}} {{.State.StartedAt}} {{.State.Running}}', ...foreign.containers)
  return text.split('\n').map((line) => line.split(' ')).map(([id = '', startedAt = '', running]) => ({ id, startedAt, running: running === 'true' }))
}

async function expectUntouched(): Promise<void> {
  expect(await foreigners()).toEqual(before)
  expect(before.every(({ running }) => running)).toBe(true)
  await docker('network', 'inspect', ...foreign.networks)
  await docker('volume', 'inspect', ...foreign.volumes)
}

const version = async (host: Stage, name: string): Promise<string> => (await host.http(`${name}.localhost`, '/version')).body.trim()

describe('two instances on one host', () => {
  it('run the same projects side by side, out of the same network pool', async () => {
    for (const host of [stage, other]) await host.commit(manifest())
    await Promise.all([stage.mistd.start(), other.mistd.start()])
    for (const host of [stage, other]) await host.waitSynced(await host.repo.git('rev-parse', 'HEAD'))
    for (const host of [stage, other]) expect([await version(host, 'web'), await version(host, 'api')]).toEqual(['1', '2'])
    const names = [...await stage.containers(), ...await other.containers()].map(({ name }) => name)
    expect(new Set(names).size).toBe(6)
    await expectUntouched()
  })

  it('do not see each other’s changes', async () => {
    const neighbour = (await other.containers()).map(({ name, id, startedAt }) => `${name} ${id} ${startedAt}`)
    await stage.deploy(manifest().replace('mist-lab/web:2', 'mist-lab/web:3'), 'Newer api')
    expect([await version(stage, 'api'), await version(other, 'api')]).toEqual(['3', '2'])
    expect((await other.containers()).map(({ name, id, startedAt }) => `${name} ${id} ${startedAt}`)).toEqual(neighbour)
    const diff = await other.mistctl('diff')
    expect(diff.code, diff.stdout + diff.stderr).toBe(0)
  })
})

describe('a foreign object under a name that Mist would take', () => {
  const removed = (): string => `version: 1\nprojects:\n  ${project}:\n    apps:\n      web: { image: "mist-lab/web:1", port: 8080, domains: [web.localhost], volumes: ["data:/data"] }\n`

  async function blockedMessage(pattern: RegExp): Promise<void> {
    await stage.until('the refusal is in the status', async () => (await stage.status()).blocked.some(({ reason, message }) => reason === 'foreign-object' && pattern.test(message)))
    const diff = await stage.mistctl('diff')
    expect(diff.code).toBe(1)
    expect(diff.stdout).toMatch(pattern)
    expect(await version(stage, 'web'), 'the others go on').toBe('1')
  }

  it('is refused with its name when it is a container, and released once it has gone', async () => {
    const { name } = await stage.container(`${project}/api`)
    await stage.deploy(removed(), 'Without api')
    await docker('run', '--detach', '--name', name, 'mist-lab/web:1')
    try {
      await stage.commit(manifest().replace('mist-lab/web:2', 'mist-lab/web:3'), 'Api again')
      await blockedMessage(new RegExp(`a container named ${name} exists and is not Mist's`))
      expect(await docker('inspect', '--format', '{{.State.Running}}', name)).toBe('true')
    } finally {
      await docker('rm', '--force', name)
    }
    await stage.waitSynced(await stage.repo.git('rev-parse', 'HEAD'))
    expect(await version(stage, 'api')).toBe('3')
  })

  it('is refused with its name when it is a volume, and never mounted', async () => {
    const name = `${stage.instance}_${project}_db_files`
    await docker('volume', 'create', name)
    try {
      await stage.commit(manifest('      db: { image: "mist-lab/web:1", port: 8080, volumes: ["files:/data"] }\n'), 'A database')
      await blockedMessage(new RegExp(`a volume named ${name} exists and is not Mist's`))
      expect((await stage.containers()).filter(({ app }) => app === `${project}/db`)).toEqual([])
    } finally {
      await docker('volume', 'rm', name)
    }
    await stage.waitSynced(await stage.repo.git('rev-parse', 'HEAD'))
  })

  it('is refused with its name when it is a network, and never joined', async () => {
    const name = `mist-${stage.instance}_${project}x`
    await docker('network', 'create', name)
    try {
      await stage.commit(`${manifest()}  ${project}x:\n    apps:\n      web: { image: "mist-lab/web:1", port: 8080 }\n`, 'A second project')
      await blockedMessage(new RegExp(`a network named ${name} exists and is not Mist's`))
      expect((await stage.containers()).filter(({ app }) => app.startsWith(`${project}x/`))).toEqual([])
    } finally {
      await docker('network', 'rm', name)
    }
    await stage.waitSynced(await stage.repo.git('rev-parse', 'HEAD'))
  })
})

describe('the removal of everything', () => {
  it('leaves the foreigners, the volumes and the other instance', async () => {
    const volumes = await stage.volumes()
    const neighbour = (await other.containers()).map(({ id, startedAt }) => `${id} ${startedAt}`)
    const commit = await stage.commit('version: 1\n', 'Nothing')
    await stage.until('it is held back', async () => (await stage.status()).blocked.some(({ reason }) => reason === 'mass-deletion'))
    expect((await stage.mistctl('prune', `--confirm=${commit}`)).code).toBe(0)
    expect((await stage.containers()).map(({ app }) => app)).toEqual(['mist/traefik'])
    expect(await stage.volumes()).toEqual(volumes)
    await expectUntouched()
    expect((await other.containers()).map(({ id, startedAt }) => `${id} ${startedAt}`)).toEqual(neighbour)
    expect(await version(other, 'web')).toBe('1')
  })
})
