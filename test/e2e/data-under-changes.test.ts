/**
 * A file that never rests, with two databases under write load in it: no committed row is lost, their volumes stay the same ones, and no password
 * or secret is to be seen anywhere. The changes come from a seed, and the last of them from the commit that is tested: no two versions walk the
 * same way, and each way can be had again. MIST_E2E_SEED sets others, as `7688,12`. `npm run bench -- data` runs it long and draws its seeds.
 */
import { execFileSync } from 'node:child_process'
import { beforeAll, describe, expect, it } from 'vitest'
import { runTurmoil, type TurmoilRun } from './stage/turmoil-run.js'

const COMMITS = 12
/** Of those that meet much in few commits: each kind of fault, two wrong files, other passwords, settings and limits of both, a database out of the file. */
const SEED = 7_688
const MORE_COMMITS = 3
const MINUTE = 60_000

let run: TurmoilRun

beforeAll(async () => {
  const [seed = SEED, another = seedOfCommit()] = (process.env['MIST_E2E_SEED'] ?? '').split(',').filter((one) => one !== '').map(Number)
  console.log(`data-under-changes: MIST_E2E_SEED=${String(seed)},${String(another)}`)
  const began = performance.now()
  run = await runTurmoil({ seed, commits: COMMITS, more: { seed: another, commits: MORE_COMMITS }, onCommit: (line) => { console.log(`  ${line} at ${String(Math.round((performance.now() - began) / 1_000))} s`) } })
  const { told: _, tookMs: __, ...figures } = run
  console.log(JSON.stringify(figures))
}, 15 * MINUTE)

/** A tree without git has only the first seed. */
function seedOfCommit(): number {
  try {
    return Number.parseInt(execFileSync('git', ['rev-parse', '--short=7', 'HEAD'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim().slice(0, 7), 16)
  } catch {
    return SEED
  }
}

describe('databases under write load', () => {
  it('have every row that a client saw committed, after any changes of the file', () => {
    expect([run.rows.db.faults, run.rows.maria.faults]).toEqual([[], []])
    expect(Math.min(run.rows.db.committed, run.rows.maria.committed)).toBeGreaterThan(100)
  })

  it('stay on the volumes that they had', () => {
    expect(run.volumes.after).toBe(run.volumes.before)
  })

  it('and the secrets around them are nowhere to be seen', () => {
    expect(run.search.leaks).toEqual([])
    expect(run.control, 'the same search where the values belong').toBeGreaterThan(5)
    expect([run.search.places > 50, run.search.bytes > 1_000_000, run.witness.engineEvents > 50, run.witness.commandLines > 20]).toEqual([true, true, true, true])
  })
})
