/**
 * Volumes without a name, which only an image asks for, on a real engine: they go with what never served, stay behind what did, and are told
 * of before. Volumes with a name stay in any case.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ContainerSpec } from '../../src/model/resource.js'
import type { ContainerPast } from '../../src/ports.js'
import { containerLabels } from '../../src/model/labels.js'
import { docker, dockerTries } from '../lab/fixtures.js'
import { labWorld, type LabWorld } from './runtime-lab.js'
import { partsOf, steps, type Parts } from './runtime-world.js'

const never = new AbortController().signal
/** It says `VOLUME /data`. */
const IMAGE = 'redis:7'
const made: string[] = []

let world: LabWorld

beforeAll(() => { world = labWorld() })

afterAll(async () => {
  await world.cleanup()
  for (const volume of made) await dockerTries(['volume', 'rm', '--force', volume])
})

/** Its image keeps data at /data, its spec at /own alone. */
async function containerOf(replica: number, previewOf?: 'web'): Promise<Parts> {
  const parts = partsOf(world, { command: ['redis-server'], entrypoint: [], env: {} })
  const labels = containerLabels({ instance: world.instance, app: parts.app, replica, fingerprint: parts.spec.fingerprint }, { ...(previewOf && { previewOf: parts.app }) })
  const spec: ContainerSpec = { ...parts.spec, image: IMAGE, replica, labels, mounts: [{ kind: 'volume', source: parts.volume.name, target: '/own', readOnly: false }] }
  const { network, volume, create } = steps(world)
  await network(parts.network)
  await volume(parts.volume)
  await create(spec)
  return { ...parts, spec }
}

async function unnamedOf({ spec }: Parts): Promise<string> {
  const name = (await docker('inspect', '--format', '{{range .Mounts}}{{if eq .Destination "/data"}}{{.Name}}{{end}}{{end}}', spec.name)).trim()
  expect(name).toMatch(/^[0-9a-f]{64}$/)
  made.push(name)
  return name
}

async function isThere(volume: string): Promise<boolean> {
  return (await dockerTries(['volume', 'inspect', volume])).code === 0
}

async function remove({ spec }: Parts, past?: ContainerPast): Promise<void> {
  expect(await world.runtime.removeContainer(spec.name, never, past)).toEqual({ ok: true, value: undefined })
}

describe('a volume that only the image names', () => {
  test('is told of by the container, and stays behind one that served', async () => {
    const parts = await containerOf(1)
    const unnamed = await unnamedOf(parts)
    await steps(world).start(parts.spec)
    expect(await steps(world).see(parts.spec)).toMatchObject({ unheld: ['/data'], mounts: [{ source: parts.volume.name }] })
    await remove(parts, 'may-have-served')
    expect([await isThere(unnamed), await isThere(parts.volume.name)]).toEqual([true, true])
  })

  test.each([
    ['that failed before it served', 1, undefined, 'never-served'],
    ['that runs once', 0, undefined, undefined],
    ['of a preview', 1, 'web', undefined],
  ] as const)('goes with a container %s, and the named one stays', async (_, replica, preview, past) => {
    const parts = await containerOf(replica, preview)
    const unnamed = await unnamedOf(parts)
    await steps(world).start(parts.spec)
    await remove(parts, past)
    expect([await isThere(unnamed), await isThere(parts.volume.name)]).toEqual([false, true])
  })

  test('goes with a container that never ran', async () => {
    const parts = await containerOf(1)
    const unnamed = await unnamedOf(parts)
    await remove(parts)
    expect([await isThere(unnamed), await isThere(parts.volume.name)]).toEqual([false, true])
  })
})
