/** From nothing to N running apps and back, next to compose on equal containers. */
import { openStage } from '../e2e/stage.js'
import type { Bench, Chapter } from './chapter.js'
import { verdict } from './chapter.js'
import { openInProcess } from './engine.js'
import { composePeer, manifestOf } from './fleet.js'
import type { Series } from './samples.js'
import { medianOf, timed } from './samples.js'

const SIZES = { short: [10], full: [10, 50, 200] }
const ROUNDS: Readonly<Record<number, number>> = { 10: 5, 50: 3, 200: 1 }

export const cold: Bench = {
  name: 'cold',
  run: async ({ length, largest }): Promise<Chapter> => {
    const series: Series[] = []
    const verdicts: string[] = []
    for (const count of SIZES[length].filter((size) => size <= largest)) {
      const rows = await coldOf(count, length === 'short' ? 1 : ROUNDS[count] ?? 1)
      series.push(...rows)
      const goal = medianOf(rows, `compose up -d, ${String(count)}`)
      verdicts.push(verdict(`cold create of ${String(count)}`, { measured: medianOf(rows, `create ${String(count)}`), goal, unit: 'ms' }))
    }
    return {
      title: 'Cold create and removal',
      method: 'The image is on the host. One pass from no app to N web apps, each with limits and a route that Traefik confirmed (Traefik itself runs already), and one pass from N apps to none. Compose makes the same containers without a proxy, and returns before they answer.',
      series, verdicts,
    }
  },
}

async function coldOf(count: number, rounds: number): Promise<readonly Series[]> {
  const stage = await openStage()
  const peer = composePeer(stage.dir, { name: `${stage.instance}-peer`, count })
  const engine = await openInProcess(stage.settingsFile)
  const create: number[] = []
  const remove: number[] = []
  const peerUp: number[] = []
  const peerDown: number[] = []
  const empty = async (): Promise<void> => {
    engine.confirmDeletion(await stage.commit(manifestOf(0), 'Empty'))
  }
  try {
    await empty()
    await engine.pass('cached')
    for (let round = 0; round < rounds; round += 1) {
      await stage.commit(manifestOf(count), 'Fill')
      create.push(await timed(() => engine.pass('cached')))
      await empty()
      remove.push(await timed(() => engine.pass('cached')))
      peerUp.push(await timed(() => peer.up()))
      peerDown.push(await timed(() => peer.down()))
    }
  } finally {
    await peer.down()
    await engine.close()
    await stage.close()
  }
  const n = String(count)
  return [
    { name: `create ${n}`, unit: 'ms', values: create },
    { name: `compose up -d, ${n}`, unit: 'ms', values: peerUp },
    { name: `remove ${n}`, unit: 'ms', values: remove },
    { name: `compose down, ${n}`, unit: 'ms', values: peerDown },
  ]
}
