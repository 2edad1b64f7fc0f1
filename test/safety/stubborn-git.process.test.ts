/** A git that does not end when it is told to. */
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createSource } from '../../src/adapters/git/source.js'

const GRANTS = { domains: [], publish: [], repositories: [] }
const PATH = process.env['PATH']
let dir: string

beforeEach(() => { dir = mkdtempSync(join(tmpdir(), 'mist-stubborn-')) })
afterEach(() => {
  process.env['PATH'] = PATH
  for (const pid of readFileSync(join(dir, 'pids'), 'utf8').trim().split('\n').map(Number)) end(pid)
  rmSync(dir, { recursive: true, force: true })
})

test('a git that hears no signal holds nobody beyond the deadline', async () => {
  const bin = join(dir, 'bin')
  mkdirSync(bin)
  writeFileSync(join(bin, 'git'), `#!/bin/sh\necho $$ >> ${join(dir, 'pids')}\ntrap '' INT TERM\nn=0\nwhile [ $n -lt 45 ]; do sleep 1; n=$((n+1)); done\necho done > ${join(dir, 'ended')}\n`)
  chmodSync(join(bin, 'git'), 0o755)
  process.env['PATH'] = `${bin}:${String(PATH)}`
  const source = createSource({ stateDir: dir, credentials: [], grants: GRANTS, deadlines: { lookMs: 200, fetchMs: 200 } })
  const fetched = await source.fetch({ kind: 'git', url: 'https://127.0.0.1/x.git', ref: 'main' }, new AbortController().signal)
  expect(fetched).toMatchObject({ ok: false, error: { code: 'source-unreachable' } })
  expect(existsSync(join(dir, 'ended')), 'git is still at it').toBe(false)
})

function end(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // It was killed for its deadline already.
  }
}
