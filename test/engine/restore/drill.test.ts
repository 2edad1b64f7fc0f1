/** Drills on a host in memory: what passes, what fails and how loudly, and what a killed one leaves. */
import { describe, expect, test } from 'vitest'
import type { DrillEnd, DrillQuery } from '../../../src/engine/restore/drill.js'
import { drill } from '../../../src/engine/restore/drill.js'
import { newestDrill } from '../../../src/engine/restore/newest-drill.js'
import { failure } from '../../../src/model/failure.js'
import type { FileSpec } from '../../../src/model/file.js'
import { keyId } from '../../../src/model/instance-key.js'
import type { Result } from '../../../src/model/result.js'
import { err } from '../../../src/model/result.js'
import { SICK_PROGRAM } from '../../fakes/program.js'
import type { Stage } from './stage.js'
import { GOOD_PARTS, ID, PLACE, SEALED, SERVER, openStage, signal } from './stage.js'

function run({ world, spec, app }: Stage, changes: { readonly place?: typeof PLACE } = {}): Promise<DrillEnd> {
  return drill({ ports: world.ports, config: world.config, signal: signal() }, { spec, app, place: changes.place ?? PLACE, id: ID })
}

/** Neither a container nor a volume that nobody asked for, and nothing that serves was touched. */
async function expectClean({ world }: Stage, before: unknown): Promise<void> {
  expect(await world.ports.runtime.scratch(signal())).toEqual({ ok: true, value: { containers: [], volumes: [] } })
  expect(world.containers()).toEqual(before)
  expect(world.engine.state.violations).toEqual([])
}

describe('a drill', () => {
  test('passes with a whole backup, writes that down, and leaves nothing behind', async () => {
    const stage = await openStage()
    await stage.put(GOOD_PARTS)
    const before = stage.world.containers()
    const end = await run(stage)
    expect(end).toMatchObject({ kind: 'done', record: { backup: ID, result: 'passed' } })
    expect(stage.drills()).toEqual(end.kind === 'done' ? [{ ...end.record, mac: expect.any(String) as string }] : [])
    expect(stage.world.events.at(-1)).toMatchObject({ type: 'drill-passed', backup: 'shop/db', id: ID })
    await expectClean(stage, before)
  })

  test('runs on a server without network, with passwords of its own', async () => {
    const stage = await openStage()
    await stage.put(GOOD_PARTS)
    const real = stage.app.containers[0]?.env['POSTGRES_PASSWORD'] ?? ''
    const seen: { readonly networks: number; readonly password: string | undefined; readonly mounts: readonly string[] }[] = []
    const { createContainer } = stage.world.ports.runtime
    const runtime = { ...stage.world.ports.runtime, createContainer: ((spec, signal) => {
      seen.push({ networks: spec.networks.length, password: spec.env['POSTGRES_PASSWORD'], mounts: spec.mounts.map(({ source }) => source) })
      return createContainer(spec, signal)
    }) as typeof createContainer }
    await drill({ ports: { ...stage.world.ports, runtime }, config: stage.world.config, signal: signal() }, { spec: stage.spec, app: stage.app, place: PLACE, id: ID })
    expect(seen).toEqual([{ networks: 0, password: expect.stringMatching(/^[\w-]{32}$/) as string, mounts: [expect.stringMatching(/^shop_db_data\.drill-[0-9a-f]{10}$/)] }])
    expect(seen[0]?.password).not.toBe(real)
  })

  test('opens what is encrypted for this host', async () => {
    const stage = await openStage()
    stage.world.identities.add('age1mine')
    await stage.put(GOOD_PARTS, { place: SEALED })
    expect(await run(stage, { place: SEALED })).toMatchObject({ record: { result: 'passed' } })
  })

  test.each([
    ['a byte that was flipped', (stage: Stage) => { flip(stage, 'tables.shop.gz') }, /tables\.shop\.gz has another checksum/],
    ['an object that was cut off', (stage: Stage) => { cut(stage, 'tables.shop.gz') }, /tables\.shop\.gz has \d+ bytes in place of \d+/],
    ['an object that is missing', (stage: Stage) => { stage.shelf.delete(`${stage.folder}/globals.gz`) }, /globals\.gz is missing from the storage/],
    ['a manifest that is no JSON', (stage: Stage) => { stage.shelf.set(`${stage.folder}/manifest.json`, Buffer.from('{')) }, /manifest\.json is none/],
    ['a manifest that somebody else wrote', (stage: Stage) => { edit(stage, (text) => text.replace('"reason":"schedule"', '"reason":"person"')) }, /not signed by this instance/],
    ['a manifest that leads out of its folder', (stage: Stage) => { edit(stage, (text) => text.replace('globals.gz', '../../x')) }, /manifest\.json is none/],
  ])('fails loudly with %s', async (_, spoil, message) => {
    const stage = await openStage()
    await stage.put(GOOD_PARTS)
    spoil(stage)
    const before = stage.world.containers()
    expect(await run(stage)).toMatchObject({ kind: 'done', record: { result: 'failed', message: expect.stringMatching(message) as string } })
    expect(stage.drills()).toMatchObject([{ result: 'failed' }])
    expect(stage.world.events.at(-1)).toMatchObject({ type: 'drill-failed', cause: expect.stringMatching(message) as string })
    await expectClean(stage, before)
  })

  test('fails when the manifest is that of another backup', async () => {
    const stage = await openStage()
    await stage.put(GOOD_PARTS, { manifest: { id: '20261120T031500Z-000000' } })
    expect(await run(stage)).toMatchObject({ record: { result: 'failed', message: expect.stringContaining('its manifest is that of 20261120T031500Z-000000') as string } })
  })

  test('is not held with one that this instance did not sign, unless a person wants it', async () => {
    const stage = await openStage()
    const id = `20261120T031500Z-${keyId(stage.world.config.key).slice(0, 6)}`
    await stage.put(GOOD_PARTS, { id, by: 'nobody' })
    const hold = (unsigned: Pick<DrillQuery, 'unsigned'>): Promise<DrillEnd> => drill({ ports: stage.world.ports, config: stage.world.config, signal: signal() }, { spec: stage.spec, app: stage.app, place: PLACE, id, ...unsigned })
    expect(await hold({})).toMatchObject({ kind: 'undecided', failure: { code: 'backup-unsigned' } })
    expect(stage.drills()).toEqual([])
    expect(await hold({ unsigned: 'taken' })).toMatchObject({ kind: 'done', record: { result: 'passed' } })
  })

  test('is written down encrypted where the data is', async () => {
    const stage = await openStage()
    stage.world.identities.add('age1mine')
    await stage.put(GOOD_PARTS, { place: SEALED })
    const end = await run(stage, { place: SEALED })
    const [key = ''] = [...stage.shelf.keys()].filter((one) => one.includes('/drill-'))
    expect(key).toMatch(/\/drill-\d{8}T\d{6}Z\.json\.gz\.age$/)
    expect(Buffer.from(stage.shelf.get(key) ?? []).toString()).not.toContain('passed')
    const read = await newestDrill({ ports: stage.world.ports, config: stage.world.config, signal: signal() }, SEALED, [{ key, isOfOlder: false }])
    expect(read).toMatchObject({ ok: true, value: end.kind === 'done' ? end.record : {} })
  })

  test.each(['createContainer', 'startContainer'] as const)('lays files once more that a pass took away before %s', async (call) => {
    const stage = await openStage()
    await stage.put(GOOD_PARTS)
    const { world: { ports, folder } } = stage
    const source = '/var/lib/mist/files/0123'
    const file: FileSpec = { source, target: '/etc/server.conf', mode: 0o444, digest: '0123', origin: { kind: 'text', text: 'port 1' } }
    let wasSwept = false
    const swept = <A extends readonly unknown[]>(ask: (...words: A) => Promise<Result<void>>) => async (...words: A): Promise<Result<void>> => {
      if (!wasSwept) folder.delete(source)
      wasSwept = true
      return folder.has(source) ? ask(...words) : err(failure('engine-failed', { subject: 'cannot go on', cause: `bind source path does not exist: ${source}` }))
    }
    const runtime = { ...ports.runtime, [call]: swept(ports.runtime[call] as (...words: readonly unknown[]) => Promise<Result<void>>) }
    const end = await drill({ ports: { ...ports, runtime }, config: stage.world.config, signal: signal() }, { spec: stage.spec, app: { ...stage.app, files: [file] }, place: PLACE, id: ID })
    expect([end, wasSwept]).toMatchObject([{ kind: 'done', record: { result: 'passed' } }, true])
  })

  test('fails when it holds what nobody can bring back, or lacks a part', async () => {
    const stage = await openStage()
    await stage.put({ ...GOOD_PARTS, extra: 'who knows' })
    expect(await run(stage)).toMatchObject({ record: { result: 'failed', message: expect.stringContaining('a part extra, which the template does not know') as string } })
    const other = await openStage()
    await other.put({ 'tables/shop': 'rows' })
    expect(await run(other)).toMatchObject({ record: { result: 'failed', message: expect.stringContaining('it holds no part globals') as string } })
  })

  test('fails when no identity of the host opens it', async () => {
    const stage = await openStage()
    await stage.put(GOOD_PARTS, { place: SEALED })
    expect(await run(stage, { place: SEALED })).toMatchObject({ record: { result: 'failed', message: expect.stringContaining('encrypted for other recipients') as string } })
  })

  test('fails with the last words of a command, without what stands in them of passwords', async () => {
    const stage = await openStage()
    await stage.put({ ...GOOD_PARTS, globals: 'broken' })
    const end = await run(stage)
    expect(end).toMatchObject({ record: { result: 'failed', message: expect.stringContaining('take exited with code 3') as string } })
    expect(JSON.stringify([end, stage.world.events, stage.drills()])).not.toMatch(/hunter2/)
  })

  test('fails when the check does, and when the server is never well', async () => {
    const stage = await openStage()
    await stage.put({ globals: 'CREATE ROLE app;' })
    expect(await run(stage)).toMatchObject({ record: { result: 'failed', message: expect.stringContaining('check exited with code 2') as string } })
    const sick = await openStage()
    await sick.put(GOOD_PARTS)
    const image = sick.world.engine.state.images.get('postgres:17')
    sick.world.engine.state.images.set('postgres:17', { id: image?.id ?? '', program: { ...SERVER, exitsAfterMs: 20, exitCode: 1, output: SICK_PROGRAM.output } })
    expect(await run(sick)).toMatchObject({ record: { result: 'failed', message: expect.stringContaining('it exited with code 1') as string } })
  })

  test('decides nothing while the storage does not answer, and says so', async () => {
    const stage = await openStage()
    await stage.put(GOOD_PARTS)
    stage.world.faults.add({ call: 'getObject', kind: 'fail', times: 1, after: 1, failure: failure('storage-unreachable', { subject: 'cannot read', cause: 'no route' }) })
    expect(await run(stage)).toMatchObject({ kind: 'undecided', failure: { code: 'storage-unreachable' } })
    expect(stage.drills()).toEqual([])
    expect(stage.world.events.at(-1)).toMatchObject({ type: 'drill-failed' })
  })

  test('is not begun on a disk that it might fill', async () => {
    const stage = await openStage()
    await stage.put({ ...GOOD_PARTS, 'tables/large': 'x'.repeat(4_000) })
    stage.world.engine.state.disk = { path: '/var/lib/docker', totalBytes: 20_000, freeBytes: 9_000 }
    const before = stage.world.containers()
    expect(await run(stage)).toMatchObject({ kind: 'undecided', failure: { code: 'disk-full' } })
    expect(stage.drills()).toEqual([])
    await expectClean(stage, before)
  })

  test('keeps its result when it cannot be written down', async () => {
    const stage = await openStage()
    await stage.put(GOOD_PARTS)
    stage.world.faults.add({ call: 'putObject', kind: 'fail', times: 1, failure: failure('storage-refused', { subject: 'cannot write', cause: 'read only' }) })
    expect(await run(stage)).toMatchObject({ kind: 'done', record: { result: 'passed' }, unrecorded: { code: 'storage-refused' } })
  })

  test('leaves nothing that a plan sees when it is killed anywhere, and the next one clears it away', async () => {
    // Before a write is as good as after the one before it.
    for (let count = 1, wasKilled = true; wasKilled; count += 1) {
      const stage = await openStage()
      await stage.put(GOOD_PARTS)
      const before = stage.world.containers()
      stage.world.faults.killAtWrite(count, 'before')
      wasKilled = await Promise.race([run(stage).then(() => false), stage.world.killed.then(() => true)])
      stage.world.faults.clear()
      stage.world.restart()
      const pass = await stage.world.pass()
      expect(pass.run.outcomes).toEqual([])
      expect(await run(stage)).toMatchObject({ record: { result: 'passed' } })
      await expectClean(stage, before)
    }
  })
})

function flip({ shelf, folder }: Stage, object: string): void {
  const bytes = Uint8Array.from(shelf.get(`${folder}/${object}`) ?? [])
  bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1
  shelf.set(`${folder}/${object}`, bytes)
}

function cut({ shelf, folder }: Stage, object: string): void {
  const bytes = shelf.get(`${folder}/${object}`) ?? new Uint8Array()
  shelf.set(`${folder}/${object}`, bytes.subarray(0, bytes.length - 3))
}

function edit({ shelf, folder }: Stage, change: (text: string) => string): void {
  const key = `${folder}/manifest.json`
  shelf.set(key, Buffer.from(change(Buffer.from(shelf.get(key) ?? []).toString())))
}
