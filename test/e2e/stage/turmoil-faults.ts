/** What befalls Mist and the databases while a turmoil of commits goes on: at some step of the work at a commit, somebody strikes. */
import { readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Random } from '../../fakes/random.js'
import { dockerTries } from '../../lab/fixtures.js'
import type { DataHost } from './data-host.js'
import { eventsIn } from './watch.js'

export interface Fault {
  readonly name: string
  /** So many steps are begun before, as far as the commit has so many. */
  readonly afterSteps: number
  readonly strike: (host: DataHost) => Promise<void>
}

const MOST_STEPS = 8

export function nextFault(random: Random): Fault {
  const [name, strike] = random.pick(FAULTS)
  return { name, strike, afterSteps: 1 + random.below(MOST_STEPS) }
}

/** `mark` is where the log of mistd ended before the commit. */
export async function strikeWhile(host: DataHost, { afterSteps, strike }: Fault, mark: number): Promise<void> {
  await host.stage.until('mistd works at the commit', () => {
    const said = eventsIn(host.stage.mistd.log(mark))
    return said.filter(({ event }) => event === 'step-started').length >= afterSteps || said.some(({ event }) => ENDS.includes(event))
  }, { timeoutMs: 240_000, everyMs: 5 })
  await strike(host)
}

/** There will be no more steps for now. */
const ENDS = ['manifest-rejected', 'run-failed', 'run-finished']

const FAULTS: readonly (readonly [string, Fault['strike']])[] = [
  ['mistd is killed', (host) => killed(host)],
  ['mistd is killed', (host) => killed(host)],
  ['mistd is killed and its history deleted', (host) => killed(host, deleteHistory)],
  ['both databases are killed', (host) => forDatabases(host, 'kill')],
  ['both database containers are removed', (host) => forDatabases(host, 'rm', '--force')],
]

async function killed(host: DataHost, meanwhile: (host: DataHost) => void = () => undefined): Promise<void> {
  await host.stage.mistd.kill9()
  meanwhile(host)
  await host.stage.mistd.start()
}

function deleteHistory({ stage: { stateDir } }: DataHost): void {
  for (const name of readdirSync(stateDir).filter((one) => one.startsWith('mist.db'))) rmSync(join(stateDir, name))
}

/** Those that there are: in the middle of a release there may be none that runs. */
async function forDatabases({ stage }: DataHost, ...words: readonly string[]): Promise<void> {
  const ids = (await stage.containers()).filter(({ app }) => app === 'shop/db' || app === 'shop/maria').map(({ id }) => id)
  if (ids.length > 0) await dockerTries([...words, ...ids])
}
