/** A process of its own that writes history as fast as it can and says each id once it is acknowledged. */
import { writeSync } from 'node:fs'
import { openStore } from '../../../../src/adapters/sqlite/store.js'
import { runOf } from '../../../support/history.js'

const [stateDir = ''] = process.argv.slice(2)
const store = openStore({ stateDir, now: () => new Date().toISOString() })
if (!store.ok) throw new Error(store.error.cause)
for (;;) {
  const id = store.value.beginRun()
  const event = store.value.recordEvent({ type: 'run-started', trigger: 'poll' }, { run: id, time: new Date().toISOString() })
  store.value.recordRun(runOf({ id, verdict: 'changed' }))
  writeSync(1, `${String(id)} ${String(event)}\n`)
}
