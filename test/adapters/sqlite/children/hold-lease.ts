/** A process of its own that takes the lease several times at once, notes when it holds it, or holds it until it is killed. */
import { appendFileSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'
import { createLease } from '../../../../src/adapters/sqlite/lease.js'

const [stateDir = '', journal = '', mode = 'share'] = process.argv.slice(2)
const lease = createLease({ stateDir, name: 'run' })

if (mode === 'hold') {
  const held = await lease.acquire('hold it for good', 0, AbortSignal.timeout(10_000))
  process.stdout.write(held.ok ? 'held\n' : 'refused\n')
  await delay(60_000)
} else {
  await Promise.all(Array.from({ length: Number(mode) }, (_, at) => share(at)))
}

/** One line per entry and exit, appended whole: the order of the file is the order of the world. */
async function share(at: number): Promise<void> {
  const held = await lease.acquire(`share ${String(at)}`, 60_000, AbortSignal.timeout(60_000))
  if (!held.ok) throw new Error(held.error.cause)
  const name = `${String(process.pid)}/${String(at)}`
  appendFileSync(journal, `in ${name}\n`)
  await delay(2)
  appendFileSync(journal, `out ${name}\n`)
  held.value.release()
}
