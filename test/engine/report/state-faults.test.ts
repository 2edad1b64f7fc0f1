/** A small file of Mist that cannot be read is told wherever somebody looks: in the report, by its exit code, by `doctor`, over HTTP and in the metrics. */
import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, it } from 'vitest'
import { createMetrics } from '../../../src/daemon/http/metrics.js'
import { status as statusSchema } from '../../../src/daemon/http/schemas.js'
import { publicReport } from '../../../src/daemon/http/views/report.js'
import { startLoop } from '../../../src/engine/loop.js'
import { status } from '../../../src/engine/status.js'
import type { Failure } from '../../../src/model/failure.js'
import { failure } from '../../../src/model/failure.js'
import type { StatusReport } from '../../../src/model/run.js'
import { never } from '../../../src/signals.js'
import { createCli } from '../../cli/support/cli.js'
import type { World } from '../../fakes/world.js'
import { createWorld } from '../../fakes/world.js'

const damage = (file: string): Failure => failure('note-unreadable', { subject: `cannot use /var/lib/mist/${file}`, cause: 'it is no object', help: `Mend ${file}.` })

const FILES: readonly [string, (world: World, fault: Failure | undefined) => void][] = [
  ['data.json', (world, fault) => { world.record.damage = fault }],
  ['generations.json', (world, fault) => { world.note.damage = fault }],
  ['standing-still.json', (world, fault) => { world.standing.damage = fault }],
]

const SHOP = 'version: 1\nprojects: { shop: { apps: { web: { image: "web:1", port: 8080 } } } }\n'

async function settled(): Promise<World> {
  const world = createWorld()
  world.commit(SHOP)
  await world.converge()
  return world
}

describe.each(FILES)('a damaged %s', (file, spoil) => {
  it('is a condition of the host, with what to do, until it can be read', async () => {
    const world = await settled()
    spoil(world, damage(file))
    const report = await status(world.ports, world.config, never())
    expect(report.conditions).toMatchObject([{ type: 'StateReadable', status: 'False', reason: 'StateFileDamaged', message: `cannot use /var/lib/mist/${file}: it is no object. Mend ${file}.` }])
    expect(report.verdict).toContain('A file of Mist itself cannot be read.')
    spoil(world, undefined)
    expect((await status(world.ports, world.config, never())).conditions).toBeUndefined()
  })

  it('makes status end with 1 and doctor fail, and both say what to do', async () => {
    const world = await settled()
    expect((await createCli({ world })('status')).code).toBe(0)
    spoil(world, damage(file))
    const line = `cannot use /var/lib/mist/${file}: it is no object`
    const told = await createCli({ world })('status')
    expect([told.code, told.out]).toEqual([1, expect.stringContaining(`state StateFileDamaged: ${line}. Mend ${file}.`)])
    const examined = await createCli({ world })('doctor')
    expect([examined.code, examined.out]).toEqual([1, expect.stringMatching(new RegExp(`fail +state files +${line}\\n +Mend ${file}\\.`))])
  })
})

it('is no matter of one app that is asked for', async () => {
  const world = await settled()
  world.record.damage = damage('data.json')
  expect((await createCli({ world })('status', 'shop/web')).code).toBe(0)
})

it('is told by the daemon with the moment that it was first seen, and leaves it by HTTP and in the metrics', async () => {
  const world = createWorld({ time: 'hand' })
  world.commit(SHOP)
  const loop = startLoop(world.ports, world.config, { intervalMs: 60_000, driftIntervalMs: 300_000 })
  await world.clock.advance(60_000)
  expect(loop.report()?.conditions).toBeUndefined()
  world.note.damage = damage('generations.json')
  await world.clock.advance(120_000)
  const since = loop.report()?.conditions?.[0]?.since
  await world.clock.advance(120_000)
  const report = loop.report() as StatusReport
  expect([typeof since, report.conditions?.[0]?.since]).toEqual(['string', since])
  expect(publicReport(report).conditions).toEqual(report.conditions)
  expect(new Ajv2020({ formats: { 'date-time': true } }).validate(statusSchema, publicReport(report))).toBe(true)
  expect(await createMetrics({ report: () => report, nowIso: () => world.clock.nowIso() }, '1').text()).toContain('mist_state_files_unreadable 1')
  const stopped = loop.stop()
  await world.clock.advance(30_000)
  await stopped
})
