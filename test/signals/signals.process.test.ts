/** A deadline holds even when nothing but its timer remembers it. Needs a collector that can be called, so it runs in a process of its own. */
import { join } from 'node:path'
import { execa } from 'execa'
import { describe, expect, it } from 'vitest'

const ROOT = join(import.meta.dirname, '../..')

const SCRIPT = `
  import { withDeadline } from './src/signals.ts'
  const forever = new AbortController().signal
  const waiting = withDeadline(200, [forever], (signal) => new Promise((resolve) => signal.addEventListener('abort', () => resolve('ended'))))
  for (let round = 0; round < 5; round += 1) { globalThis.gc(); await new Promise(setImmediate) }
  console.log(await waiting)
`

describe('a deadline', () => {
  it('fires although everything that can be collected has been', async () => {
    const { stdout } = await execa(process.execPath, ['--expose-gc', '--import', 'tsx', '--input-type=module', '--eval', SCRIPT], { cwd: ROOT, timeout: 120_000 })
    expect(stdout).toBe('ended')
  })
})
