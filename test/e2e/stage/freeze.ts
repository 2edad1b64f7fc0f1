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

const TIMEOUT_MS = 120_000
const CHANCES = 5

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

/** For moments that a busy machine may pass over: `begin` brings each on anew, with the number of the attempt, and says what to freeze. */
export async function freezeAtLast(state: string, begin: (chance: number) => Promise<Frozen>): Promise<void> {
  for (let chance = 1; chance <= CHANCES; chance += 1) if (await freezeWhen(state, await begin(chance)) === 'frozen') return
  throw new Error(`${String(CHANCES)} times the moment passed before anything could be frozen in this state: ${state}`)
}

/** The state of each, as the kernel calls it. */
function threadsOf(pid: number): readonly string[] {
  return readdirSync(`/proc/${String(pid)}/task`).map((thread) => {
    const stat = readFileSync(`/proc/${String(pid)}/task/${thread}/stat`, 'utf8')
    return stat.slice(stat.lastIndexOf(')') + 2, stat.lastIndexOf(')') + 3)
  })
}
