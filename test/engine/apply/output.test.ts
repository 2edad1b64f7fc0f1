/** The log of a build while it is written: nothing is held back for long, and nothing endless is kept. */
import { describe, expect, it } from 'vitest'
import { openOutput } from '../../../src/engine/apply/output.js'
import type { ReconcileEvent } from '../../../src/model/event.js'
import { createClock } from '../../fakes/clock.js'

function scene() {
  const clock = createClock('hand')
  const written: string[][] = []
  const events: ReconcileEvent[] = []
  const store = { appendBuildLog: ({ lines }: { readonly lines: readonly string[] }) => { written.push([...lines]) } }
  return { clock, written, events, sink: openOutput({ app: 'shop/web', run: 1, store, clock, emit: (event) => events.push(event) }) }
}

describe('the output of a build', () => {
  it('is written a moment after it was said, however quiet the build is from then on', async () => {
    const { clock, written, sink } = scene()
    sink.onLine('compiling')
    sink.onLine('still compiling')
    expect(written).toEqual([])
    await clock.advance(1_000)
    expect(written).toEqual([['compiling', 'still compiling']])
    sink.onLine('done')
    await clock.advance(1_000)
    expect(written.flat()).toEqual(['compiling', 'still compiling', 'done'])
  })

  it('is written once, also when it ends before that moment', async () => {
    const { clock, written, sink } = scene()
    sink.onLine('done')
    sink.flush()
    await clock.advance(1_000)
    expect(written).toEqual([['done']])
  })

  it('is kept up to a bound, and says so once', () => {
    const { written, events, sink } = scene()
    for (let at = 0; at < 30_000; at += 1) sink.onLine(`line ${String(at)}`)
    sink.flush()
    expect(written.flat()).toHaveLength(20_000)
    expect(events.filter(({ type }) => type === 'log-limit')).toHaveLength(1)
  })
})
