/**
 * What wakes the loop from outside: files that change and the clock of the drift check. Each only says "look again"; what changed
 * is found by looking. Our own writes wake it too, and the pass finds nothing to do.
 */
import { existsSync } from 'node:fs'
import { watch, type FSWatcher } from 'chokidar'
import cron from 'node-cron'
import type { Trigger } from '../../model/run.js'
import { cronExpression } from './cron-expression.js'

export interface TriggerOptions {
  readonly wake: (trigger: Trigger) => void
  /** A plain folder that is the source. */
  readonly folder?: string
  /** The directory of the route files; absent when it is not known yet. */
  readonly routes?: string
  readonly driftIntervalMs: number
}

export interface Triggers {
  stop(): Promise<void>
}

/** An editor writes a file in several steps, a checkout writes hundreds: one look is enough. */
const SETTLE_MS = 150
const NEVER_WATCHED = /(^|\/)(\.git|node_modules)(\/|$)/

export function startTriggers(options: TriggerOptions): Triggers {
  const calm = settling(() => { options.wake('file') })
  const watchers = [options.folder, options.routes].flatMap((path) => (path !== undefined && existsSync(path) ? [watchFolder(path, calm.call)] : []))
  const clock = cron.schedule(cronExpression(options.driftIntervalMs), () => { options.wake('drift-clock') }, { name: 'drift', suppressMissedWarning: true })
  return {
    async stop() {
      calm.stop()
      await clock.destroy()
      await Promise.all(watchers.map((watcher) => watcher.close()))
    },
  }
}

function watchFolder(path: string, call: () => void): FSWatcher {
  const watcher = watch(path, { ignoreInitial: true, followSymlinks: false, ignored: (file) => NEVER_WATCHED.test(file.slice(path.length)) })
  watcher.on('all', call)
  // A watch that breaks (too many files, a vanished mount) costs speed, not truth: the poll and the drift clock still look.
  watcher.on('error', call)
  return watcher
}

function settling(call: () => void): { readonly call: () => void; readonly stop: () => void } {
  let timer: NodeJS.Timeout | undefined
  return {
    call: () => {
      clearTimeout(timer)
      timer = setTimeout(call, SETTLE_MS)
    },
    stop: () => { clearTimeout(timer) },
  }
}
