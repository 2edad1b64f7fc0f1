/** What is acknowledged is there, also when the writing process is killed. */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import SqliteDatabase from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startChild } from '../../support/child.js'
import { until } from '../../support/until.js'

let stateDir: string

beforeEach(() => { stateDir = mkdtempSync(join(tmpdir(), 'mist-database-')) })
afterEach(() => { rmSync(stateDir, { recursive: true, force: true }) })

describe('SIGKILL under write load', () => {
  const KILLS = 40
  const LANES = 4

  it(`loses no acknowledged row in ${String(KILLS)} kills`, async () => {
    const lanes = Array.from({ length: LANES }, (_, lane) => killRepeatedly(join(stateDir, String(lane)), KILLS / LANES))
    const acknowledged = (await Promise.all(lanes)).reduce((sum, rows) => sum + rows, 0)
    expect(acknowledged).toBeGreaterThan(KILLS)
  }, 240_000)

  async function killRepeatedly(dir: string, kills: number): Promise<number> {
    let acknowledged = 0
    for (let at = 0; at < kills; at++) {
      const writer = startChild(new URL('./children/write-runs.ts', import.meta.url), [dir])
      try {
        await until('some rows are acknowledged', () => writer.output().split('\n').length > 3 + 5 * at)
      } finally {
        writer.kill('SIGKILL')
        await writer.ended
      }
      acknowledged += assertAllThere(join(dir, 'mist.db'), writer.output())
    }
    expect(readdirSync(dir).filter((name) => name.includes('damaged'))).toEqual([])
    return acknowledged
  }

  function assertAllThere(file: string, output: string): number {
    const lines = output.slice(0, output.lastIndexOf('\n')).split('\n').map((line) => line.split(' ').map(Number))
    const db = new SqliteDatabase(file)
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok')
    const runs = new Set(db.prepare('SELECT id FROM runs WHERE document IS NOT NULL').pluck().all())
    const events = new Set(db.prepare('SELECT id FROM events').pluck().all())
    db.close()
    expect(lines.filter(([run, event]) => !runs.has(run) || !events.has(event))).toEqual([])
    return lines.length
  }
})
