/**
 * Looks that somebody asked for and wants to follow: what became of each, until a thousand newer ones. Any number of them end in one
 * pass. It is kept in memory alone: a look changes nothing, and whoever asks after a restart asks anew.
 *
 *   waiting ──a pass begins to look at the source──► looking ──it ends──► done
 *      ▲                                                │ it left something to a later one, or broke off by a bug
 *      └────────────────────────────────────────────────┘
 */
import type { Failure } from '../../model/failure.js'
import type { Revision } from '../../model/revision.js'
import type { Run, Verdict } from '../../model/run.js'

export interface AskedLook {
  readonly id: string
  /** ISO 8601. */
  readonly askedAt: string
  readonly state: 'waiting' | 'looking' | 'done'
  /** How the pass ended. */
  readonly verdict?: Verdict
  /** What it saw in git. */
  readonly revision?: Revision
  readonly failure?: Failure
  /** Of the history; absent when there was nothing to keep. */
  readonly run?: number
}

export interface AskedLooks {
  /** Answers with the id. It makes no pass begin. */
  ask(): string
  /** A pass begins: ids of those that it takes along. One that stays off the network takes only what was looked at before. */
  begin(fetch: 'remote' | 'local'): readonly string[]
  /** Without a run when the pass broke off. */
  end(ids: readonly string[], run: Run | undefined): void
  find(id: string): AskedLook | undefined
}

export interface AskedLooksTools {
  readonly nowIso: () => string
  /** 0 ≤ x < 1; told apart are only the lives of the process. */
  readonly random: () => number
}

const KEPT = 1_000

export function createAskedLooks({ nowIso, random }: AskedLooksTools): AskedLooks {
  const looks = new Map<string, AskedLook>()
  /** Looked at once, and not done with that. */
  const again = new Set<string>()
  let life: string | undefined
  let count = 0
  const put = (look: AskedLook): void => { looks.set(look.id, look) }
  return {
    ask() {
      life ??= Math.floor(random() * 2 ** 32).toString(16).padStart(8, '0')
      count += 1
      const id = `${life}-${String(count)}`
      put({ id, askedAt: nowIso(), state: 'waiting' })
      for (const oldest of [...looks.keys()].slice(0, Math.max(0, looks.size - KEPT))) {
        looks.delete(oldest)
        again.delete(oldest)
      }
      return id
    },
    begin(fetch) {
      const taken = [...looks.values()].filter(({ id, state }) => state === 'waiting' && (fetch === 'remote' || again.has(id)))
      for (const look of taken) put({ ...look, state: 'looking' })
      return taken.map(({ id }) => id)
    },
    end(ids, run) {
      for (const look of ids.flatMap((id) => looks.get(id) ?? [])) {
        if (isDone(run)) put({ ...look, state: 'done', ...endOf(run) })
        else {
          again.add(look.id)
          put({ ...look, state: 'waiting' })
        }
      }
    },
    find: (id) => looks.get(id),
  }
}

/** What was left to another pass is not done, whatever else was. */
function isDone(run: Run | undefined): run is Run {
  return run !== undefined && run.leftOut === undefined
}

function endOf({ id, verdict, revision, failure }: Run): Partial<AskedLook> {
  return { verdict, ...(revision && { revision }), ...(failure && { failure }), ...(id > 0 && { run: id }) }
}
