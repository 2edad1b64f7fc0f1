/** The lock is the kernel's: shown with real processes, since a lock within one process would prove nothing. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createLease } from '../../../src/adapters/sqlite/lease.js'
import { startChild, type Child } from '../../support/child.js'
import { until } from '../../support/until.js'

const HOLDER = new URL('./children/hold-lease.ts', import.meta.url)
const NEVER = new AbortController().signal

let stateDir: string
let children: Child[]

beforeEach(() => {
  stateDir = mkdtempSync(join(tmpdir(), 'mist-lease-'))
  children = []
})

afterEach(async () => {
  for (const child of children) child.kill()
  await Promise.all(children.map((child) => child.ended))
  rmSync(stateDir, { recursive: true, force: true })
})

function child(...args: string[]): Child {
  const started = startChild(HOLDER, args)
  children.push(started)
  return started
}

describe('createLease', () => {
  it('lets fifty askers of ten processes in one at a time', async () => {
    const journal = join(stateDir, 'journal')
    writeFileSync(journal, '')
    const askers = Array.from({ length: 10 }, () => child(stateDir, journal, '5'))
    expect(await Promise.all(askers.map((asker) => asker.ended)), askers.map((asker) => asker.errors()).join('')).toEqual(askers.map(() => 0))
    const lines = readFileSync(journal, 'utf8').trimEnd().split('\n')
    expect(lines).toHaveLength(100)
    const pairs = Array.from({ length: 50 }, (_, at) => lines.slice(2 * at, 2 * at + 2))
    for (const [entry = '', exit] of pairs) expect(exit).toBe(entry.replace('in', 'out'))
    expect(new Set(pairs.map(([entry]) => entry)).size).toBe(50)
  }, 240_000)

  it('is free at once when its holder is killed', async () => {
    const holder = child(stateDir, '', 'hold')
    await until('the other process holds the lease', () => holder.output().includes('held'))
    const refused = await createLease({ stateDir, name: 'run' }).acquire('apply', 0, NEVER)
    expect(refused).toMatchObject({ ok: false, error: { code: 'lease-held', retry: 'backoff' } })
    expect(refused.ok ? '' : refused.error.cause).toContain(`process ${String(holder.pid)} holds the lock`)
    expect(refused.ok ? '' : refused.error.cause).toContain('hold it for good')
    holder.kill('SIGKILL')
    await holder.ended
    const taken = await createLease({ stateDir, name: 'run' }).acquire('apply', 0, NEVER)
    expect(taken.ok).toBe(true)
    if (taken.ok) taken.value.release()
  })

  it('still excludes other processes after this process asked for it in vain', async () => {
    const lease = createLease({ stateDir, name: 'run' })
    const first = await lease.acquire('first', 0, NEVER)
    await lease.acquire('second', 0, NEVER)
    const other = child(stateDir, '', 'hold')
    await until('the other process has an answer', () => other.output().includes('\n'))
    expect(other.output()).toBe('refused\n')
    if (first.ok) first.value.release()
  })
})
