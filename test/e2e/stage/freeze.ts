/**
 * Stops a process at a state that lasts for a moment only, and keeps it there: it is stopped as soon as the state is seen, looked at again while
 * nothing of it moves, and let go on when it was too late. What becomes of it then is the tests' business.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { until } from '../../support/until.js'

export interface Frozen {
  readonly pid: number
  /** What it is to be stopped in. Asked again and again, quickly. */
  readonly isNow: () => boolean | Promise<boolean>
  /** False once it cannot come any more. */
  readonly mayCome?: () => boolean
  readonly timeoutMs?: number
}

export type FreezeEnd = 'frozen' | 'missed'

const TIMEOUT_MS = 90_000

export async function freezeWhen(state: string, { pid, isNow, mayCome = () => true, timeoutMs = TIMEOUT_MS }: Frozen): Promise<FreezeEnd> {
  return until(`process ${String(pid)} is frozen in this state: ${state}`, async (): Promise<FreezeEnd | undefined> => {
    if (!mayCome()) return 'missed'
    if (!await isNow()) return undefined
    process.kill(pid, 'SIGSTOP')
    await until('all threads stand still', () => threadsOf(pid).every((one) => one === 'T'), { everyMs: 1 })
    if (await isNow()) return 'frozen'
    process.kill(pid, 'SIGCONT')
    return undefined
  }, { timeoutMs, everyMs: 1 })
}

/** The state of each, as the kernel calls it. */
function threadsOf(pid: number): readonly string[] {
  return readdirSync(`/proc/${String(pid)}/task`).map((thread) => {
    const stat = readFileSync(`/proc/${String(pid)}/task/${thread}/stat`, 'utf8')
    return stat.slice(stat.lastIndexOf(')') + 2, stat.lastIndexOf(')') + 3)
  })
}
