/** Who holds the lock, who waits and who is refused, within one process; `lease.process.test.ts` shows it across processes. */
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { acquireDaemonLock, createLease, leaseReader } from '../../../src/adapters/sqlite/lease.js'

const NEVER = new AbortController().signal

let stateDir: string

beforeEach(() => { stateDir = mkdtempSync(join(tmpdir(), 'mist-lease-')) })
afterEach(() => { rmSync(stateDir, { recursive: true, force: true }) })

describe('createLease', () => {
  it('excludes a second holder of the same process, and lets it in after the release', async () => {
    const lease = createLease({ stateDir, name: 'run' })
    const first = await lease.acquire('first', 0, NEVER)
    expect(await lease.acquire('second', 0, NEVER)).toMatchObject({ ok: false, error: { code: 'lease-held' } })
    const waiting = lease.acquire('third', 20_000, NEVER)
    if (first.ok) first.value.release()
    const third = await waiting
    expect(third.ok).toBe(true)
    if (third.ok) third.value.release()
  })

  it('stops waiting when it is told to stop', async () => {
    const lease = createLease({ stateDir, name: 'run' })
    const first = await lease.acquire('first', 0, NEVER)
    const stop = new AbortController()
    const waiting = lease.acquire('second', 600_000, stop.signal)
    stop.abort()
    expect(await waiting).toMatchObject({ ok: false, error: { code: 'aborted' } })
    if (first.ok) first.value.release()
  })

  it('does not confuse leases of different names', async () => {
    const run = await createLease({ stateDir, name: 'run' }).acquire('a', 0, NEVER)
    const other = await createLease({ stateDir, name: 'other' }).acquire('b', 0, NEVER)
    expect([run.ok, other.ok]).toEqual([true, true])
    for (const held of [run, other]) if (held.ok) held.value.release()
  })

  it('survives a note that is not readable', async () => {
    const lease = createLease({ stateDir, name: 'run' })
    const first = await lease.acquire('first', 0, NEVER)
    writeFileSync(join(stateDir, 'run.lock.json'), '{"pid":')
    expect(await lease.acquire('second', 0, NEVER)).toMatchObject({ ok: false, error: { code: 'lease-held', cause: 'another Mist holds the lock' } })
    if (first.ok) first.value.release()
  })

  it('keeps its files private', async () => {
    const held = await createLease({ stateDir, name: 'run' }).acquire('look', 0, NEVER)
    for (const name of ['run.lock.db', 'run.lock.json']) expect(statSync(join(stateDir, name)).mode & 0o777).toBe(0o600)
    if (held.ok) held.value.release()
  })
})

describe('leaseReader', () => {
  it('tells whether one of them is held, makes nothing, and leaves it to be taken', async () => {
    const reader = leaseReader(stateDir, ['run', 'other'])
    expect([reader.isHeld(), readdirSync(stateDir)]).toEqual([false, []])
    const held = await createLease({ stateDir, name: 'other' }).acquire('work', 0, NEVER)
    expect(reader.isHeld()).toBe(true)
    if (held.ok) held.value.release()
    expect(reader.isHeld()).toBe(false)
    const again = await createLease({ stateDir, name: 'other' }).acquire('work', 0, NEVER)
    expect(again.ok).toBe(true)
    if (again.ok) again.value.release()
  })
})

describe('acquireDaemonLock', () => {
  it('refuses a second daemon and names the process of the first', () => {
    const first = acquireDaemonLock(stateDir)
    const second = acquireDaemonLock(stateDir)
    expect(second).toMatchObject({ ok: false, error: { code: 'lease-held', subject: 'cannot run mistd' } })
    expect(second.ok ? '' : second.error.cause).toContain(String(process.pid))
    if (first.ok) first.value.release()
    const third = acquireDaemonLock(stateDir)
    expect(third.ok).toBe(true)
    if (third.ok) third.value.release()
  })

  it('says why when the directory cannot be used', () => {
    writeFileSync(join(stateDir, 'file'), '')
    expect(acquireDaemonLock(join(stateDir, 'file', 'below'))).toMatchObject({ ok: false, error: { code: 'store-unusable' } })
  })
})
