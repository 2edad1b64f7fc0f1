/** Which colour goes with which word. A word is always there too: colour alone says nothing. */
import type { Verdict } from '../model/run.js'
import type { Health, SyncStatus } from '../model/state.js'
import type { Cell } from './table.js'
import type { Colour, Paint } from './paint.js'

const SYNC: Readonly<Record<SyncStatus, Colour>> = { Synced: 'green', OutOfSync: 'yellow', Unknown: 'dim' }

const HEALTH: Readonly<Record<Health, Colour>> = { Healthy: 'green', Progressing: 'yellow', Degraded: 'red', Suspended: 'dim', Missing: 'red', Unknown: 'dim' }

const VERDICT: Readonly<Record<Verdict, Colour>> = {
  converged: 'green', changed: 'green', blocked: 'yellow', failed: 'red', rejected: 'red', superseded: 'dim', aborted: 'dim',
}

export function syncCell(sync: SyncStatus, paint: Paint): Cell {
  return { text: sync, paint: paint[SYNC[sync]] }
}

export function healthCell(health: Health, paint: Paint): Cell {
  return { text: health, paint: paint[HEALTH[health]] }
}

export function verdictCell(verdict: Verdict, paint: Paint): Cell {
  return { text: verdict, paint: paint[VERDICT[verdict]] }
}
