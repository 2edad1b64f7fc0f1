/** Commits without rest while two databases are written to, and what came of it. The suite runs it short, the bench long. */
import { createRandom } from '../../fakes/random.js'
import { openDataHost, untilWritten, type DataHost } from './data-host.js'
import { placesOf, search, type Place, type Search } from './leaks.js'
import { firstWanted, manifestOf, nextMove, treeOf, WRONG, type Wanted } from './turmoil.js'
import { startWitness, type Witness } from './witness.js'

export interface TurmoilRun {
  readonly seed: number
  readonly commits: number
  readonly wrong: number
  readonly unawaited: number
  /** What each commit did, in its order. */
  readonly told: readonly string[]
  readonly tookMs: readonly number[]
  readonly rows: Readonly<Record<'db' | 'maria', { readonly tried: number; readonly committed: number; readonly sessions: number; readonly faults: readonly string[] }>>
  /** Database containers that there were, one after the other. */
  readonly containers: Readonly<Record<'db' | 'maria', number>>
  readonly volumes: { readonly before: string; readonly after: string }
  readonly hidden: number
  readonly witness: ReturnType<Witness['seen']>
  readonly search: Search
}

export interface TurmoilRunOptions {
  readonly seed: number
  readonly commits: number
  readonly onCommit?: (line: string) => void
}

const WRONG_SHARE = 0.15
const UNAWAITED_SHARE = 0.2
const APPS = ['shop/web', 'shop/db', 'shop/maria', 'shop/built']

export async function runTurmoil({ seed, commits, onCommit = () => undefined }: TurmoilRunOptions): Promise<TurmoilRun> {
  const random = createRandom(seed)
  let wanted = firstWanted(random)
  const told: string[] = []
  const tookMs: number[] = []
  const counts = { wrong: 0, unawaited: 0 }
  const seen = { db: new Set<string>(), maria: new Set<string>() }
  const host = await openDataHost({ files: async (sealed) => ({ 'mist.yaml': manifestOf(wanted), 'secrets.age.yaml': await sealed(wanted.secrets), ...treeOf(wanted, String(seed)) }) })
  const witness = startWitness(host.stage.instance)
  try {
    const before = await volumesOf(host)
    for (let number = 1; number <= commits; number += 1) {
      const began = performance.now()
      const isWrong = number < commits && random.chance(WRONG_SHARE)
      const isAwaited = number === commits || !random.chance(UNAWAITED_SHARE)
      const move = isWrong ? { wanted, what: await commitWrong(host, wanted, random.below(WRONG.length)) } : await commitMove(host, nextMove(wanted, random, { rotation: false }))
      wanted = move.wanted
      if (isWrong) counts.wrong += 1
      if (isAwaited) await (isWrong ? untilJudged(host) : host.stage.waitSynced(await head(host), { timeoutMs: 120_000 }))
      else counts.unawaited += 1
      for (const { app, id } of await host.stage.containers()) if (app === 'shop/db' || app === 'shop/maria') seen[app === 'shop/db' ? 'db' : 'maria'].add(id)
      tookMs.push(performance.now() - began)
      told.push(`${String(number)} ${isWrong ? 'wrong: ' : ''}${move.what}${isAwaited ? '' : ' (not waited for)'}`)
      onCommit(told.at(-1) ?? '')
    }
    await settle(host, wanted)
    const after = await volumesOf(host)
    const hidden = [...wanted.past, ...host.keys(1 + Math.max(wanted.db.version, wanted.maria.version))]
    const rows = { db: await rowsOf(host, 'db'), maria: await rowsOf(host, 'maria') }
    return {
      seed, commits, ...counts, told, tookMs, rows, containers: { db: seen.db.size, maria: seen.maria.size }, volumes: { before, after }, hidden: hidden.length,
      witness: witness.seen(), search: await search(hidden, everywhere(host, witness), (place, name) => place.startsWith('state/files/') && name.startsWith('OF_A_FILE')),
    }
  } finally {
    witness.stop()
    await host.close()
  }
}

function head({ stage }: DataHost): Promise<string> {
  return stage.repo.git('rev-parse', 'HEAD')
}

/** Encrypted anew every time: that alone changes nothing. */
async function commitMove(host: DataHost, move: ReturnType<typeof nextMove>): Promise<ReturnType<typeof nextMove>> {
  await host.stage.commit({ 'mist.yaml': manifestOf(move.wanted), 'secrets.age.yaml': await host.sealed(move.wanted.secrets), ...treeOf(move.wanted, host.stage.instance) }, move.what)
  return move
}

async function commitWrong(host: DataHost, wanted: Wanted, index: number): Promise<string> {
  const [what, files] = WRONG[index] ?? ['nothing', () => ({})]
  await host.stage.commit(files(manifestOf(wanted)), what)
  return what
}

/** A pass of that very commit has ended, whatever it said. */
async function untilJudged(host: DataHost): Promise<void> {
  const commit = await head(host)
  await host.stage.until('the commit was judged', async () => {
    const { runs } = JSON.parse((await host.stage.api('/api/v1/runs?limit=50')).body) as { readonly runs: readonly { readonly revision?: { readonly commit: string } }[] }
    return runs.some(({ revision }) => revision?.commit === commit)
  }, { timeoutMs: 120_000 })
}

/** Everything is there again, the clients still write, and then they rest. */
async function settle(host: DataHost, wanted: Wanted): Promise<void> {
  await commitMove(host, { wanted: { ...wanted, absent: [] }, what: 'The end' })
  await host.stage.waitSynced(await head(host), { timeoutMs: 120_000 })
  await untilWritten(host.stage, host.ledgers)
  await Promise.all([host.ledgers.db.stop(), host.ledgers.maria.stop()])
}

async function volumesOf(host: DataHost): Promise<string> {
  return JSON.stringify([await host.births(), await host.identity(), await host.stage.volumes()])
}

async function rowsOf(host: DataHost, name: 'db' | 'maria'): Promise<TurmoilRun['rows']['db']> {
  const { tried, committed, sessions } = host.ledgers[name].count()
  return { tried, committed: committed.length, sessions, faults: await host.ledgers[name].faults() }
}

async function* everywhere({ stage }: DataHost, witness: Witness): AsyncGenerator<Place> {
  yield* placesOf(stage, APPS)
  yield* witness.places()
}
