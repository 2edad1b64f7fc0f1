/** Where the engine keeps its data is asked for before a folder of the host is mounted, and no grant opens it. */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createRuntime } from '../../../../src/adapters/docker/runtime.js'
import { containerLabels } from '../../../../src/model/labels.js'
import type { ContainerSpec } from '../../../../src/model/resource.js'
import type { FakeEngine } from '../fake-engine.js'
import { startFakeEngine } from '../fake-engine.js'

const never = new AbortController().signal

let disk: string
let engine: FakeEngine
let runtime: ReturnType<typeof createRuntime>
const told: { root: string | undefined } = { root: undefined }

beforeEach(async () => {
  disk = realpathSync(mkdtempSync(join(tmpdir(), 'mist-data-root-')))
  for (const folder of ['docker/volumes/x', 'apps']) mkdirSync(join(disk, folder), { recursive: true })
  symlinkSync(join(disk, 'docker'), join(disk, 'link'))
  engine = await startFakeEngine(({ path }) => {
    if (path === '/info') return told.root === undefined ? { status: 500, json: { message: 'no' } } : { json: { DockerRootDir: told.root } }
    return path.startsWith('/images/') ? { json: { Config: {} } } : undefined
  })
  const grants = { domains: [], publish: [], repositories: [], mounts: [{ path: disk, readOnly: false }] }
  runtime = createRuntime({ docker: engine.address, instance: 'default', registries: {}, grants, systemMounts: [], files: new Set<string>() })
})

afterEach(async () => {
  runtime.close()
  await engine.stop()
  rmSync(disk, { recursive: true })
})

async function mount(source: string): Promise<unknown> {
  const spec = {
    id: 'container/x', name: 'shop-web-0-1', app: 'shop/web', replica: 1, fingerprint: 'v1:ab', image: 'redis:7', env: {}, mounts: [{ kind: 'bind', source, target: '/x', readOnly: false }], ports: [], networks: [],
    limits: { cpus: 0.5, memoryBytes: 1 << 26, pids: 512 }, restart: { policy: 'unless-stopped', maxRetries: 0 }, labels: containerLabels({ instance: 'default', app: 'shop/web', replica: 1, fingerprint: 'v1:ab' }), logs: { maxSizeBytes: 10 << 20, maxFiles: 3 }, capabilities: [], stopGraceMs: 10_000,
  } as unknown as ContainerSpec
  return await runtime.createContainer(spec, never)
}

describe('the data of the engine', () => {
  test.each(['docker', 'link'])('cannot be mounted when the engine says that it is in %s', async (root) => {
    told.root = join(disk, root)
    expect(await mount(join(disk, 'docker/volumes/x'))).toMatchObject({ ok: false, error: { code: 'payload-refused', cause: expect.stringContaining(`lies in ${join(disk, 'docker')}`) as string } })
    expect(await mount(disk)).toMatchObject({ ok: false, error: { code: 'payload-refused', cause: expect.stringContaining(`holds ${told.root}`) as string } })
    expect(engine.requests.filter((line) => line.startsWith('POST'))).toEqual([])
  })

  test('leaves what is beside it to the grants', async () => {
    told.root = join(disk, 'docker')
    expect(await mount(join(disk, 'apps'))).not.toMatchObject({ error: { cause: expect.stringContaining('Mounts') as string } })
  })

  test('is not guessed: while the engine does not tell, nothing of the host is mounted', async () => {
    told.root = undefined
    expect(await mount(join(disk, 'apps'))).toMatchObject({ ok: false, error: { code: 'engine-failed' } })
    told.root = ''
    expect(await mount(join(disk, 'apps'))).toMatchObject({ ok: false, error: { code: 'payload-refused' } })
  })

  test('is told among the facts, as said and as it is', async () => {
    told.root = join(disk, 'link')
    expect(await runtime.facts(never)).toMatchObject({ ok: true, value: { dataRoots: [join(disk, 'link'), join(disk, 'docker')] } })
  })
})
