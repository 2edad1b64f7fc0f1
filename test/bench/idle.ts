/** What mistd costs while nothing happens: memory and processor time with 50 apps. */
import { readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { openStage } from '../e2e/stage.js'
import type { Bench, Chapter } from './chapter.js'
import { verdict } from './chapter.js'
import { manifestOf } from './fleet.js'
import { medianOf } from './samples.js'

const APPS = { short: 10, full: 50 }
const WINDOWS = { short: 1, full: 4 }
const WINDOW_MS = { short: 10_000, full: 30_000 }
/** Linux counts processor time in ticks of 10 ms. */
const TICK_MS = 10

export const idle: Bench = {
  name: 'idle',
  run: async ({ length }): Promise<Chapter> => {
    const stage = await openStage({ settings: ({ repo }) => ({ source: { git: repo.url, ref: 'main', interval: '60s' } }) })
    const memory: number[] = []
    const processor: number[] = []
    try {
      await stage.commit(manifestOf(APPS[length]))
      await stage.mistd.start()
      await stage.until('all apps run', async () => (await stage.status()).sync === 'Synced', { timeoutMs: 120_000 })
      for (let window = 0; window < WINDOWS[length]; window += 1) {
        const beforeMs = cpuMs(stage.mistd.pid())
        // The window itself is what is measured: there is no state to wait for.
        await sleep(WINDOW_MS[length])
        processor.push((100 * (cpuMs(stage.mistd.pid()) - beforeMs)) / WINDOW_MS[length])
        memory.push(residentMb(stage.mistd.pid()))
      }
    } finally {
      await stage.close()
    }
    const series = [{ name: 'resident memory', unit: 'MB', values: memory }, { name: 'processor, share of one core', unit: '%', values: processor }] as const
    return {
      title: `Idle with ${String(APPS[length])} apps`,
      method: 'mistd as a process of its own, default intervals (git every 60 s), nobody asks it anything. Memory is VmRSS at the end of each window.',
      series,
      verdicts: [
        verdict('idle memory', { measured: medianOf(series, 'resident memory'), goal: 100, unit: 'MB' }),
        verdict('idle processor', { measured: medianOf(series, 'processor, share of one core'), goal: 0.5, unit: '%' }),
      ],
    }
  },
}

function residentMb(pid: number): number {
  const kilobytes = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${String(pid)}/status`, 'utf8'))?.[1]
  return Number(kilobytes) / 1024
}

function cpuMs(pid: number): number {
  const stat = readFileSync(`/proc/${String(pid)}/stat`, 'utf8')
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[11]) + Number(fields[12])) * TICK_MS
}
