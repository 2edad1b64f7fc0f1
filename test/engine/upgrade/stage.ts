/**
 * A host with a PostgreSQL of a few lines, an app that uses it, and somebody who writes to it whenever a server can be reached: what was
 * acknowledged has to be there in the end, whatever happens. Rows lie as a file in the data folder.
 */
import type { InsideAnswer, InsideCall, Program } from '../../fakes/program.js'
import { CHECKED_PROGRAM } from '../../fakes/program.js'
import type { World } from '../../fakes/world.js'
import { createWorld } from '../../fakes/world.js'

export const OLD = 'shop_db_data'
export const NEW = 'shop_db_data.g2'

export function manifest(version: string, more = 'upgrade: dump-restore'): string {
  return `version: 1
storage: { disk: { path: /srv/backups } }
projects:
  shop:
    apps:
      web: { image: "web:1", port: 3000, env: { DB: { from: db.url } } }
      db: { template: postgres, with: { version: "${version}" }, backup: { to: disk, schedule: "@daily" }, ${more} }
`
}

export interface Stage {
  readonly world: World
  /** All rows that a server said it has. */
  readonly acknowledged: readonly string[]
  rows(volume: string): readonly string[]
  /** Volumes of the running containers of the database that a client can reach. */
  reachable(): readonly string[]
  /** A new process, after a kill. */
  restart(): void
  /** What the commands of the servers answer, in place of what they would. */
  spoil: ((call: InsideCall) => InsideAnswer | undefined) | undefined
}

export async function openStage(images: Readonly<Record<string, Partial<Program>>> = {}): Promise<Stage> {
  const acknowledged: string[] = []
  const programs = Object.fromEntries(['postgres:15', 'postgres:17'].map((image) => [image, { ...CHECKED_PROGRAM, inside: answer, ...images[image] }]))
  const world = createWorld({ images: programs, config: { grants: { domains: ['localhost'], publish: [], repositories: ['file:///srv/git/'], backups: ['/srv/backups'] } } })
  const stage: Stage = {
    world, acknowledged, rows, reachable,
    spoil: undefined,
    restart: () => {
      world.restart()
      watch()
    },
  }
  function answer(call: InsideCall): InsideAnswer {
    write()
    return stage.spoil?.(call) ?? serve(call)
  }
  function servers(): readonly string[] {
    return [...world.engine.state.containers.values()].filter((one) => one.spec?.app === 'shop/db' && one.state === 'running' && one.networks.size > 0).flatMap(({ spec }) => spec?.mounts.map(({ source }) => source) ?? [])
  }
  function reachable(): readonly string[] {
    world.engine.settle()
    return servers()
  }
  function rows(volume: string): readonly string[] {
    return Buffer.from(world.engine.state.files.get(volume)?.get('rows')?.bytes ?? []).toString().split('\n').filter((row) => row !== '')
  }
  function write(): void {
    const [volume] = servers()
    if (volume === undefined) return
    const row = `row ${String(acknowledged.length + 1)}`
    const files = world.engine.state.files.get(volume) ?? new Map<string, never>()
    files.set('rows', { bytes: Buffer.from([...rows(volume), row].map((one) => `${one}\n`).join('')), mode: 0o600, uid: 999, gid: 999 } as never)
    world.engine.state.files.set(volume, files)
    acknowledged.push(row)
  }
  /** Between any two steps somebody writes. */
  function watch(): void {
    const ports = world.ports as { emit: World['ports']['emit'] }
    const { emit } = ports
    ports.emit = (event) => {
      write()
      emit(event)
    }
  }
  watch()
  world.commit(manifest('15'))
  await world.converge()
  write()
  return stage
}

/** What is asked for users and what they may do, and not for a database. */
export function asksForRights({ words }: InsideCall): boolean {
  return words.includes('--file=-') && !words.join(' ').includes('has %s rows')
}

export const RIGHTS = 'role app: logs in\t\nrole reader: logs in\tdigest-of-a-password\n'

/** The commands of the built-in template, told apart by what stands in them. */
function serve({ words, input, files, container }: InsideCall): InsideAnswer {
  const data = files(container.spec?.mounts[0]?.target ?? '')
  const node = (bytes: Uint8Array | string): { readonly bytes: Uint8Array; readonly mode: number; readonly uid: number; readonly gid: number } => ({ bytes: Buffer.from(bytes), mode: 0o600, uid: 999, gid: 999 })
  const text = words.join(' ')
  const rows = data.get('rows')?.bytes ?? Buffer.alloc(0)
  const count = Buffer.from(rows).toString().split('\n').length - 1
  if (words[0] === 'pg_restore') data.set('rows', node(input.toString().replace(/^DUMP\n/, '')))
  const answers: readonly (readonly [string, InsideAnswer])[] = [
    ['pg_dump', { exitCode: 0, output: `DUMP\n${Buffer.from(rows).toString()}` }],
    ['pg_restore', { exitCode: 0 }],
    ["dbname=''%s''", { exitCode: 0, output: "dbname='app'\n" }],
    ['has %s rows', { exitCode: 0, output: `table orders has ${String(count)} rows\n` }],
    ['--file=-', { exitCode: 0, output: RIGHTS }],
    ['pg_authid', { exitCode: 0, output: 'CREATE ROLE app;\n' }],
    ['information_schema.tables', { exitCode: data.has('server') ? 0 : 2 }],
  ]
  const found = answers.find(([word]) => text.includes(word))
  if (found) return found[1]
  data.set('server', node(input))
  return { exitCode: 0 }
}
