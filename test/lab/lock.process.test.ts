/** The lab's lock holds across processes and does not outlive its holder. */
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { expect, onTestFinished, test } from 'vitest'
import { withLock } from './lock.mjs'

const HOLDER = `
  import { withLock } from '${new URL('./lock.mjs', import.meta.url).href}'
  await withLock(process.argv[1], () => new Promise(() => { process.stdout.write('held'); setInterval(() => {}, 60_000) }))
`

test('two pieces of work under one lock never overlap', async () => {
  const name = freshName()
  let inside = 0
  let most = 0
  const work = async (): Promise<void> => {
    inside += 1
    most = Math.max(most, inside)
    await new Promise((resolve) => setImmediate(resolve))
    inside -= 1
  }
  await Promise.all(Array.from({ length: 8 }, () => withLock(name, work)))
  expect(most).toBe(1)
})

test('a lock is free again when its work throws', async () => {
  const name = freshName()
  await expect(withLock(name, () => Promise.reject(new Error('broken')))).rejects.toThrow('broken')
  await expect(withLock(name, () => Promise.resolve('done'))).resolves.toBe('done')
})

test('a lock that another process holds is waited for and is free as soon as that process is killed', async () => {
  const name = freshName()
  const holder = await startHolder(name)
  const events: string[] = []
  const waiting = withLock(name, () => { events.push('got it'); return Promise.resolve() })
  await new Promise((resolve) => setImmediate(resolve))
  events.push('killing')
  holder.kill('SIGKILL')
  await waiting
  expect(events).toEqual(['killing', 'got it'])
})

async function startHolder(name: string): Promise<ChildProcess> {
  const holder = spawn(process.execPath, ['--input-type=module', '--eval', HOLDER, name], { stdio: ['ignore', 'pipe', 'inherit'] })
  onTestFinished(() => { holder.kill('SIGKILL') })
  await once(holder.stdout, 'data')
  return holder
}

function freshName(): string {
  return `test/${String(process.pid)}/${Math.random().toString(36).slice(2)}`
}
