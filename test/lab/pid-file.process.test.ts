/** A pid file never points the lab at a process that is not its own. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'

const home = mkdtempSync(join(tmpdir(), 'mist-lab-test-'))

beforeAll(() => { vi.stubEnv('MIST_LAB_HOME', home) })

afterAll(() => {
  vi.unstubAllEnvs()
  rmSync(home, { recursive: true, force: true })
})

test('a started program is known, and gone after it is stopped', async () => {
  const { programOf, runningPid, startDaemon, stopDaemon } = await import('./process.mjs')
  startDaemon('sleeper', 'sleep', ['60'])
  const pid = runningPid('sleeper')
  expect(pid).toBeGreaterThan(0)
  expect(await stopDaemon('sleeper', 5_000)).toBe(true)
  expect(runningPid('sleeper')).toBeUndefined()
  expect(programOf(Number(pid))).toBeUndefined()
})

test('a pid that now belongs to another program is neither known nor stopped', async () => {
  const { runningPid, startDaemon, stopDaemon } = await import('./process.mjs')
  startDaemon('sleeper', 'sleep', ['60'])
  const file = join(home, 'run', 'sleeper.json')
  const record = JSON.parse(readFileSync(file, 'utf8')) as { pid: number }
  writeFileSync(file, JSON.stringify({ ...record, pid: process.pid }))
  expect(runningPid('sleeper')).toBeUndefined()
  expect(await stopDaemon('sleeper', 100)).toBe(false)
  process.kill(record.pid, 'SIGKILL')
})

test('a pid of an earlier boot is not known', async () => {
  const { runningPid, startDaemon } = await import('./process.mjs')
  startDaemon('sleeper', 'sleep', ['60'])
  const file = join(home, 'run', 'sleeper.json')
  const record = JSON.parse(readFileSync(file, 'utf8')) as { pid: number }
  writeFileSync(file, JSON.stringify({ ...record, boot: 'another' }))
  expect(runningPid('sleeper')).toBeUndefined()
  process.kill(record.pid, 'SIGKILL')
})

test('a program that cannot be started is told', async () => {
  const { startDaemon } = await import('./process.mjs')
  expect(() => { startDaemon('missing', '/no/such/program', []) }).toThrow('cannot start missing')
})
