/** A pass that finds nothing to do, next to `docker compose up -d` that finds nothing to do. */
import { docker } from '../lab/fixtures.js'
import { openStage } from '../e2e/stage.js'
import type { Bench, Chapter } from './chapter.js'
import { verdict } from './chapter.js'
import { openInProcess } from './engine.js'
import { composePeer, manifestOf } from './fleet.js'
import type { Series } from './samples.js'
import { interleaved, medianOf } from './samples.js'

const SIZES = { short: [10], full: [10, 50, 200] }
const ROUNDS = { short: 5, full: 15 }

export const noOp: Bench = {
  name: 'no-op',
  run: async ({ length, largest }): Promise<Chapter> => {
    const series: Series[] = []
    const verdicts: string[] = []
    for (const count of SIZES[length].filter((size) => size <= largest)) {
      const rows = await noOpOf(count, ROUNDS[length])
      series.push(...rows)
      const goal = medianOf(rows, `compose up -d, ${String(count)} apps`) / 4
      verdicts.push(verdict(`no-op pass, ${String(count)} apps`, { measured: medianOf(rows, `pass, ${String(count)} apps`), goal, unit: 'ms' }))
    }
    return {
      title: 'A pass that finds nothing to do',
      method: 'One pass of the engine as the loop makes it: asks the git remote, lists, compares every live field and every route. “live” inspects every container anew, as the drift clock does; the plain one inspects what the engine\'s events marked. `mistctl diff` is a whole process. Compose asks no git and no proxy.',
      series, verdicts,
    }
  },
}

async function noOpOf(count: number, rounds: number): Promise<readonly Series[]> {
  const stage = await openStage()
  const peer = composePeer(stage.dir, { name: `${stage.instance}-peer`, count })
  const engine = await openInProcess(stage.settingsFile)
  try {
    await stage.commit(manifestOf(count))
    await engine.pass('cached')
    await engine.pass('cached')
    await peer.up()
    const n = `${String(count)} apps`
    return await interleaved(rounds, {
      [`pass, ${n}`]: () => engine.pass('cached'),
      [`pass, live, ${n}`]: () => engine.pass('live'),
      [`mistctl diff, ${n}`]: () => stage.mistctl('diff'),
      [`compose up -d, ${n}`]: () => peer.up(),
      [`docker ps, ${n}`]: () => docker('ps', '--all', '--quiet'),
    })
  } finally {
    await peer.down()
    await engine.close()
    await stage.close()
  }
}
