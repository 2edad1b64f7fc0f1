/**
 * What somebody else did with backups of this instance, such as a mistctl beside this mistd: read off the history that both write. It only
 * hastens: whoever hears nothing asks the storage again all the same, only later.
 */
import type { ReconcileEvent } from '../../model/event.js'
import type { StoreReader } from '../../ports.js'

/** By key: when something was last done. */
export type News = ReadonlyMap<string, string>

/** Answers what came since it was asked the last time; the first time nothing, and nothing while the history cannot be read: no backup waits for that. */
export function listenForNews(store: Pick<StoreReader, 'events' | 'lastEventId'>): () => News {
  const read = reader(store)
  return () => {
    try {
      return read()
    } catch {
      return new Map()
    }
  }
}

function reader(store: Pick<StoreReader, 'events' | 'lastEventId'>): () => News {
  let heard: number | undefined
  return () => {
    const last = store.lastEventId()
    heard ??= last
    // A history that began anew counts from one.
    if (last < heard) heard = 0
    const news = new Map<string, string>()
    while (heard < last) {
      const batch = store.events({ after: heard, limit: BATCH })
      for (const { event, at } of batch) if (isAboutStorage(event)) news.set(event.backup, at)
      heard = batch.at(-1)?.id ?? last
    }
    return news
  }
}

const BATCH = 1_000
const KINDS = ['backup-finished', 'backup-removed', 'drill-passed', 'drill-failed'] as const

type OfStorage = Extract<ReconcileEvent, { readonly type: (typeof KINDS)[number] }>

function isAboutStorage(event: ReconcileEvent): event is OfStorage {
  return (KINDS as readonly string[]).includes(event.type)
}
