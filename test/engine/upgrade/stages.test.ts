/** Where an upgrade is while it is under way: in the report of the process that carries it out, and for one that looks from beside. */
import { describe, expect, test } from 'vitest'
import { createInFlight } from '../../../src/engine/loop/in-flight.js'
import { createPassRunner } from '../../../src/engine/loop/pass-runner.js'
import { status } from '../../../src/engine/status.js'
import type { StatusReport } from '../../../src/model/run.js'
import type { InsideCall } from '../../fakes/program.js'
import { isKilledBefore } from './ends.js'
import type { Stage } from './stage.js'
import { manifest, NEW, openStage } from './stage.js'

const NEVER = new AbortController().signal

function wordsOf(report: StatusReport | undefined): readonly string[] {
  const db = report?.apps.find(({ app }) => app === 'db')
  return db?.conditions.filter(({ type }) => type !== 'BackedUp').map(({ type, status: value, reason, message }) => `${type} ${value} ${reason}: ${message}`) ?? []
}

const seenFromBeside = async ({ world }: Stage): Promise<readonly string[]> => wordsOf(await status(world.ports, world.config, NEVER))

/** Asks while the server works on that command. */
function during(stage: Stage, word: string, ask: () => Promise<readonly string[]>): { readonly told: readonly (readonly string[])[] } {
  const told: (readonly string[])[] = []
  async function* output(text: string): AsyncGenerator<Uint8Array> {
    told.push(await ask())
    yield Buffer.from(text)
  }
  stage.spoil = ({ words }: InsideCall) => (words[0] === word ? { exitCode: 0, output: output('DUMP\n') } : undefined)
  return { told }
}

const BACKING = `Its data goes over to volume ${NEW}: backing it up to disk`

describe('an upgrade that is under way', () => {
  test('is named with its stage by the report of the process that carries it out, and no more when it has ended', async () => {
    const stage = await openStage()
    stage.world.commit(manifest('17'))
    const runner = createPassRunner(stage.world.ports, { config: stage.world.config, inFlight: createInFlight(), onHeld: () => undefined })
    const reports: string[] = []
    runner.onReport((report) => { reports.push(...wordsOf(report)) })
    await runner.run({ fetch: 'remote', freshness: 'live', trigger: 'poll' }, NEVER).ended
    const stages = [...new Set(reports.flatMap((words) => /^Reconciling True Upgrading: (.*)/.exec(words)?.[1] ?? []))]
    expect(stages).toEqual(['stopping postgres 15 and cutting it off', 'backing it up to disk', 'restoring it with postgres 17', 'comparing it with what was there', 'going over'].map((one) => `Its data goes over to volume ${NEW}: ${one}`))
    expect(reports).toContain(`Ready False Upgrading: ${BACKING}`)
    await runner.run({ fetch: 'remote', freshness: 'live', trigger: 'poll' }, NEVER).ended
    expect(wordsOf(runner.report())).toEqual(['Ready True ReconciliationSucceeded: Runs as git says'])
  })

  test('is named by who looks from beside, also when it is tried again after it was rejected, and no more when it has failed', async () => {
    const stage = await openStage()
    stage.world.commit(manifest('17'))
    stage.spoil = ({ words }) => (words[0] === 'pg_dump' ? { exitCode: 1 } : undefined)
    await stage.world.converge()
    expect((await seenFromBeside(stage))[0]).toMatch(/^Ready False ReleaseRejected: /)
    const { told } = during(stage, 'pg_dump', () => seenFromBeside(stage))
    await stage.world.pass({ rejected: 'tried', trigger: 'cli', selector: 'shop/db' })
    expect(told[0]?.slice(0, 2)).toEqual([`Ready False Upgrading: ${BACKING}`, `Reconciling True Upgrading: ${BACKING}`])
    expect((await seenFromBeside(stage)).join('\n')).not.toContain('Upgrading')
  })

  test('is not named any more once it was killed, and nobody goes on with it', async () => {
    const stage = await openStage()
    stage.world.commit(manifest('17'))
    expect(await isKilledBefore(stage, 25)).toBe(true)
    stage.restart()
    const left = (await seenFromBeside(stage)).join('\n')
    expect(left).toContain('Ready False Progressing')
    expect(left).not.toContain('Upgrading')
    stage.world.commit(manifest('15'))
    await stage.world.converge()
    expect(await seenFromBeside(stage)).toEqual(['Ready True ReconciliationSucceeded: Runs as git says'])
  })
})
