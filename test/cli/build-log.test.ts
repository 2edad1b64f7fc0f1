/** Following a build: each line once, the next build too, and an end with the signal. */
import { expect, it } from 'vitest'
import { followBuild } from '../../src/cli/build-log.js'
import type { StoreReader } from '../../src/ports.js'
import { createClock } from '../fakes/clock.js'

it('tells each line once, and goes on with the next build', async () => {
  const clock = createClock('hand')
  const stop = new AbortController()
  const printed: string[] = []
  let lines: readonly string[] = ['Step 1', 'compiling']
  const store = { buildLog: () => lines } as unknown as StoreReader
  const following = followBuild({ store, clock }, { app: 'shop/web', print: (line) => printed.push(line) }, stop.signal)
  const say = async (next: readonly string[]): Promise<void> => {
    lines = next
    await clock.advance(1_000)
  }
  await say(['Step 1', 'compiling'])
  await say(['Step 1', 'compiling', 'done'])
  await say(['Step 1', 'linking'])
  await say(['Step 1', 'linking', 'done'])
  await say(['Step 1', 'linking', 'done'])
  stop.abort()
  await following
  expect(printed).toEqual(['Step 1', 'compiling', 'done', 'Step 1', 'linking', 'done'])
})
