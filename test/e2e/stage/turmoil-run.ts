/** Commits without rest while two databases are written to, and what came of it. The suite runs it short, the bench long. */
import { createRandom, type Random } from '../../fakes/random.js'
import { openDataHost, untilWritten, type DataHost } from './data-host.js'
import { placesOf, search, type Place, type Search } from './leaks.js'
import { nextFault, strikeWhile, type Fault } from './turmoil-faults.js'
import { firstWanted, manifestOf, nextMove, treeOf, WRONG, type Move, type Wanted } from './turmoil.js'
import { startWitness, type Witness } from './witness.js'

export interface TurmoilRun {
  readonly seed: number
  readonly commits: number
  readonly wrong: number
  readonly unawaited: number
  /** Names of what befell Mist and the databases, as often as it did. */
  readonly faults: readonly string[]
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
  /** How often the same search finds something where the values belong: in the environment of containers. */
  readonly control: number
}

export interface TurmoilRunOptions {
  readonly seed: number
  readonly commits: number
  /** What follows on the same host, from another seed. */
  readonly more?: { readonly seed: number; readonly commits: number }
  readonly onCommit?: (line: string) => void
}

/** Each release may wait for a database that recovers. */
const PATIENCE = { timeoutMs: 240_000 }
const WRONG_SHARE = 0.15
const UNAWAITED_SHARE = 0.2
const FAULT_SHARE = 0.2
const APPS = ['shop/web', 'shop/db', 'shop/maria', 'shop/built']

export async function runTurmoil(options: TurmoilRunOptions): Promise<TurmoilRun> {
  const { seed, more } = options
  const commits = options.commits + (more?.commits ?? 0)
  const random = createRandom(seed)
  const first = firstWanted(random)
  const host = await openDataHost({ files: async (sealed) => ({ 'mist.yaml': manifestOf(first), 'secrets.age.yaml': await sealed(first.secrets), ...treeOf(first, String(seed)) }) })
  const witness = startWitness(host.stage.instance)
  try {
    const before = await volumesOf(host)
    const { wanted, seen, ...course } = await play(host, { first, random, options })
    await settle(host, wanted)
    const after = await volumesOf(host)
    const hidden = [...wanted.past, ...host.keys(1 + Math.max(wanted.db.version, wanted.maria.version))]
    const rows = { db: await rowsOf(host, 'db'), maria: await rowsOf(host, 'maria') }
    return {
      seed, commits, ...course, rows, containers: { db: seen.db.size, maria: seen.maria.size }, volumes: { before, after }, hidden: hidden.length,
      control: (await search(hidden, environments(host))).leaks.length,
      witness: witness.seen(), search: await search(hidden, everywhere(host, witness), (place, name) => place.startsWith('state/files/') && name.startsWith('OF_A_FILE')),
    }
  } finally {
    witness.stop()
    await host.close()
  }
}

interface Course extends Pick<TurmoilRun, 'wrong' | 'unawaited' | 'faults' | 'told' | 'tookMs'> {
  readonly wanted: Wanted
  readonly seen: Readonly<Record<'db' | 'maria', Set<string>>>
}

/** The commits, one after the other. */
async function play(host: DataHost, { first, random, options: { commits, more, onCommit = () => undefined } }: { readonly first: Wanted; readonly random: Random; readonly options: TurmoilRunOptions }): Promise<Course> {
  let wanted = first
  const chances = [...turnsOf(random, commits), ...(more ? turnsOf(createRandom(more.seed), more.commits) : [])]
  const told: string[] = []
  const tookMs: number[] = []
  const turns: Turn[] = []
  const seen = { db: new Set<string>(), maria: new Set<string>() }
  for (const chance of chances) {
    const began = performance.now()
    const turn = nextTurn(chance)
    const move = await take(host, turn, { wanted, random: chance })
    wanted = move.wanted
    await note(host, seen)
    tookMs.push(performance.now() - began)
    turns.push(turn)
    told.push(`${String(told.length + 1)} ${turn.kind}: ${move.what}${turn.isAwaited ? '' : ' (not waited for)'}${turn.fault ? ` – ${turn.fault.name}` : ''}`)
    onCommit(told.at(-1) ?? '')
  }
  return { wanted, seen, told, tookMs, faults: turns.flatMap(({ fault }) => fault?.name ?? []), wrong: turns.filter(({ kind }) => kind === 'wrong').length, unawaited: turns.filter(({ isAwaited }) => !isAwaited).length }
}

function turnsOf(random: Random, commits: number): readonly Random[] {
  return Array.from({ length: commits }, () => random)
}

interface Turn {
  readonly kind: 'wrong' | 'right'
  readonly isAwaited: boolean
  readonly fault?: Fault
}

function nextTurn(random: Random): Turn {
  const turn: Turn = { kind: random.chance(WRONG_SHARE) ? 'wrong' : 'right', isAwaited: !random.chance(UNAWAITED_SHARE) }
  return random.chance(FAULT_SHARE) ? { ...turn, fault: nextFault(random) } : turn
}

async function take(host: DataHost, { kind, isAwaited, fault }: Turn, { wanted, random }: { readonly wanted: Wanted; readonly random: Random }): Promise<Move> {
  const mark = host.stage.mistd.mark()
  const move = kind === 'wrong' ? { wanted, what: await commitWrong(host, wanted, random.below(WRONG.length)) } : await commitMove(host, nextMove(wanted, random))
  if (fault) await strikeWhile(host, fault, mark)
  if (isAwaited) await awaited(host, kind)
  return move
}

async function awaited(host: DataHost, kind: 'wrong' | 'right'): Promise<void> {
  if (kind === 'wrong') await untilJudged(host)
  else await host.stage.waitSynced(await head(host), PATIENCE)
}

async function note({ stage }: DataHost, seen: Course['seen']): Promise<void> {
  for (const { app, id } of await stage.containers()) {
    if (app === 'shop/db') seen.db.add(id)
    if (app === 'shop/maria') seen.maria.add(id)
  }
}

function head({ stage }: DataHost): Promise<string> {
  return stage.repo.git('rev-parse', 'HEAD')
}

/** Encrypted anew every time: that alone changes nothing. */
async function commitMove(host: DataHost, move: Move): Promise<Move> {
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
  }, PATIENCE)
}

/** Everything is there again, the clients still write, and then they rest. */
async function settle(host: DataHost, wanted: Wanted): Promise<void> {
  await commitMove(host, { wanted: { ...wanted, absent: [] }, what: 'The end' })
  await host.stage.waitSynced(await head(host), PATIENCE)
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

async function* environments({ stage }: DataHost): AsyncGenerator<Place> {
  for (const { name, inspect } of await stage.containers()) yield await Promise.resolve({ name, text: (inspect.Config.Env ?? []).join('\n') })
}
