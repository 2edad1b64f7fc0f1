/** A hundred commits of random changes while two databases are written to: how many committed rows are lost, and how many values come to light. */
import { runTurmoil, type TurmoilRun } from '../e2e/stage/turmoil-run.js'
import type { Bench, Chapter } from './chapter.js'
import { verdict } from './chapter.js'
import type { Series } from './samples.js'

const COMMITS = { short: 10, full: 100 }
const MS_PER_S = 1_000

export const data: Bench = {
  name: 'data',
  run: async ({ length }): Promise<Chapter> => {
    const seed = Number(process.env['MIST_E2E_SEED'] ?? Date.now() % 1_000_000)
    process.stderr.write(`  seed ${String(seed)}\n`)
    const run = await runTurmoil({ seed, commits: COMMITS[length], onCommit: (line) => { process.stderr.write(`  ${line}\n`) } })
    return {
      title: 'Data under random changes',
      method: `Seed ${String(seed)} (\`MIST_E2E_SEED\`): ${String(run.commits)} commits, one after the other, while a client of PostgreSQL and one of MariaDB write numbered rows from a container of their own, one row to a transaction, by the URL that an app was told. Apps come, go, are renamed and built; env, limits, images, domains, replicas, secrets, references, settings and limits of the databases change; a database leaves the file and comes back; ${String(run.wrong)} commits are wrong, ${String(run.unawaited)} are overtaken by the next. In the middle of ${String(run.faults.length)} of them somebody strikes: ${faultsText(run)}. A row counts as committed once the client program said so. Lost: committed and not there at the end. Afterwards ${String(run.hidden)} values (every password, every value that a secret ever had, the keys) are looked for in ${String(run.search.forms)} forms of writing (plain, base64, base64url, hex, URL, HTML, JSON) in ${String(run.search.places)} places: the log, all files of the state directory, git objects, history, every GET route, \`mistctl\`, what the engine tells of containers, volumes, networks and images, layers of images, engine events with the commands inside containers, and the arguments of all programs, looked at every 100 ms. Repeated by \`MIST_E2E_SEED=${String(seed)} npm run bench -- data\`. How long a commit takes says little here: what else the machine does counts for most of it.`,
      series: seriesOf(run),
      verdicts: [
        verdict(`committed rows lost of ${String(run.rows.db.committed + run.rows.maria.committed)}`, { measured: run.rows.db.faults.length + run.rows.maria.faults.length, goal: 0, unit: 'faults' }),
        verdict('volumes that are others than before', { measured: run.volumes.before === run.volumes.after ? 0 : 1, goal: 0, unit: 'changes' }),
        verdict(`values that came to light in ${String(run.search.places)} places of ${String(run.search.bytes)} bytes`, { measured: run.search.leaks.length, goal: 0, unit: 'leaks' }),
        `The same search in the environment of the containers, where the values belong, found ${String(run.control)}.`,
        ...[...run.rows.db.faults, ...run.rows.maria.faults, ...run.search.leaks],
      ],
    }
  },
}

/** As `mistd is killed (7), both databases are killed (3)`. */
function faultsText({ faults }: TurmoilRun): string {
  return [...new Set(faults)].map((name) => `${name} (${String(faults.filter((one) => one === name).length)})`).join(', ')
}

function seriesOf({ rows, containers, tookMs, witness }: TurmoilRun): readonly Series[] {
  const counts: readonly (readonly [string, number])[] = (['db', 'maria'] as const).flatMap((name) => {
    const software = name === 'db' ? 'PostgreSQL' : 'MariaDB'
    return [[`${software}: rows tried`, rows[name].tried], [`${software}: rows committed`, rows[name].committed], [`${software}: connections of the client`, rows[name].sessions], [`${software}: containers, one after the other`, containers[name]]] as const
  })
  return [
    { name: 'one commit, until the host is what it says', unit: 's', values: tookMs.map((ms) => ms / MS_PER_S) },
    ...[...counts, ['command lines seen', witness.commandLines] as const, ['engine events seen', witness.engineEvents] as const, ['commands inside containers seen', witness.commandsInside] as const].map(([name, value]): Series => ({ name, unit: 'count', values: [value] })),
  ]
}
