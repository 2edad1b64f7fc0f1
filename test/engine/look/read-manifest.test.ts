/** What the engine tells of the host counts when a manifest is checked. */
import { expect, it } from 'vitest'
import { readManifest } from '../../../src/engine/look/read-manifest.js'
import { ok } from '../../../src/model/result.js'

const TEXT = 'version: 1\nprojects:\n  shop:\n    apps:\n      web: { image: "x:1", volumes: ["PATH:/x"] }\n'

async function remarks(path: string): Promise<readonly string[]> {
  const grants = { domains: ['*'], publish: [], repositories: [], mounts: [{ path: '/data', readOnly: false }] }
  const ports = { source: { readFile: () => Promise.resolve(ok(TEXT.replace('PATH', path))) }, runtime: { facts: () => Promise.resolve(ok({ cpus: 4, memoryBytes: 2 ** 33, dataRoots: ['/data/docker'] })) } }
  const work = { ports, config: { repository: { kind: 'folder', path: '/x' }, manifestPath: 'mist.yaml', grants }, signal: new AbortController().signal }
  const read = await readManifest(work as unknown as Parameters<typeof readManifest>[0], 'abc')
  if (!read.ok) throw new Error(read.error.cause)
  return read.value.diagnostics.filter(({ severity }) => severity === 'error').map(({ message }) => message)
}

it('the data of the engine is closed to a mount, whatever is granted', async () => {
  expect(await remarks('/data/apps')).toEqual([])
  expect(await remarks('/data/docker/volumes/x')).toEqual(['/data/docker/volumes/x of the host cannot be mounted by any app: it lies in /data/docker, which belongs to the system, to Docker or to Mist'])
  expect(await remarks('/data')).toEqual(['/data of the host cannot be mounted by any app: it holds /data/docker, which belongs to the system, to Docker or to Mist'])
})
