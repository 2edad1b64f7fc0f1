/**
 * A host with a PostgreSQL and a MariaDB from templates, each under the writes of a client, and all that is secret on it by name. Tests of data
 * and the bench open it; what they do to it is their business.
 */
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { derivePassword } from '../../../src/model/instance-key.js'
import { docker, labImage, type OwnEngine } from '../../lab/fixtures.js'
import { openStage, type LiveContainer, type Stage, type StagePlace } from '../stage.js'
import { startLedger, type Ledger } from './ledger.js'
import { envOf } from './engine.js'
import type { Hidden } from './leaks.js'
import { newIdentity, sealedFor } from './secret-file.js'

export type Dialect = 'db' | 'maria'

export interface DataHost {
  readonly stage: Stage
  readonly ledgers: Readonly<Record<Dialect, Ledger>>
  /** The text of `secrets.age.yaml` with these values. */
  readonly sealed: (values: Readonly<Record<string, string>>) => Promise<string>
  /** What no one may see of the host itself, with every password up to that version. */
  readonly keys: (versions: number) => readonly Hidden[]
  /** Where both volumes lie and which folders these are: another one is another volume. */
  readonly births: () => Promise<Readonly<Record<Dialect, string>>>
  /** What PostgreSQL drew when its data was first made. */
  readonly identity: () => Promise<string>
  readonly close: () => Promise<void>
}

export interface DataHostOptions {
  /** The file that both databases are in, as `db` and `maria` in the project shop, and `web`, which is told how to reach them. */
  readonly files: (sealed: DataHost['sealed']) => Promise<Readonly<Record<string, string>>>
  /** Laid over the settings of such a host; may prepare the place as well. */
  readonly settings?: (place: StagePlace) => Readonly<Record<string, unknown>>
}

const CONVERGE = { timeoutMs: 300_000 }

export async function openDataHost({ files, settings = () => ({}) }: DataHostOptions): Promise<DataHost> {
  for (const name of ['postgres:15', 'mariadb:10.11']) await labImage(name)
  const { identity, recipient } = await newIdentity()
  const stage = await openStage({
    settings: (place) => {
      const { dir } = place
      mkdirSync(join(dir, 'held'), { mode: 0o700 })
      writeFileSync(join(dir, 'identity'), `${identity}\n`, { mode: 0o600 })
      return { secrets: { identityFile: join(dir, 'identity'), directory: join(dir, 'held') }, builds: { builder: 'buildkit' }, drift: { interval: '5s' }, ...settings(place) }
    },
  })
  const sealed: DataHost['sealed'] = (values) => sealedFor(recipient, values)
  const open: Ledger[] = []
  const close = async (): Promise<void> => {
    for (const ledger of open) await ledger.close()
    await stage.close()
  }
  try {
    await stage.commit(await files(sealed))
    await stage.mistd.start()
    await stage.waitSynced(await stage.repo.git('rev-parse', 'HEAD'), CONVERGE)
    const ledgers = { db: await ledgerOf(stage, 'db'), maria: await ledgerOf(stage, 'maria') }
    open.push(ledgers.db, ledgers.maria)
    await untilWritten(stage, ledgers)
    return { stage, ledgers, sealed, close, births: () => birthsOf(stage), identity: () => ledgers.db.ask('select system_identifier from pg_control_system()'), keys: (versions) => keysOf(stage, { identity, versions }) }
  } catch (error) {
    await close()
    throw error
  }
}

/** Both clients have had rows committed that they had not before. */
export async function untilWritten(stage: Pick<Stage, 'until'>, ledgers: DataHost['ledgers'], more = 20): Promise<void> {
  const before = { db: ledgers.db.count().committed.length, maria: ledgers.maria.count().committed.length }
  await stage.until('both clients write', () => ledgers.db.count().committed.length >= before.db + more && ledgers.maria.count().committed.length >= before.maria + more)
}

/** On an engine of the test's own the client works inside of the database's container: that one has neither names nor ways between containers. */
export function ledgerOf(stage: Stage, name: Dialect, engine?: OwnEngine): Promise<Ledger> {
  const live = async (app: string): Promise<LiveContainer | undefined> => (await stage.containers()).find((one) => one.app === app && one.state === 'running')
  return startLedger({
    image: name === 'db' ? 'postgres:15' : 'mariadb:10.11',
    from: engine === undefined ? { kind: 'beside', network: `mist-${stage.instance}_shop` } : { kind: 'inside', container: async () => (await live(`shop/${name}`))?.id },
    ...(engine !== undefined && { dockerHost: engine.dockerHost }),
    url: async () => {
      const web = await live('shop/web')
      return web && envOf(web)[`${name.toUpperCase()}_URL`]
    },
  })
}

async function birthsOf({ instance }: Stage): Promise<Readonly<Record<Dialect, string>>> {
  return { db: await birthOf(`${instance}_shop_db_data`), maria: await birthOf(`${instance}_shop_maria_data`) }
}

/** A volume has no id, and the engine's CreatedAt is when its folder last changed: the folder itself tells. */
export async function birthOf(volume: string, ask = docker): Promise<string> {
  const mountpoint = await ask('volume', 'inspect', '--format', '{{.Mountpoint}}', volume)
  const { ino, birthtimeMs } = statSync(mountpoint)
  return `${mountpoint} ${String(ino)} ${String(birthtimeMs)}`
}

/** Passwords that are derived need not be asked for: nobody else is told of those that are not in use. */
function keysOf({ stateDir }: Stage, { identity, versions }: { readonly identity: string; readonly versions: number }): readonly Hidden[] {
  const bytes = readFileSync(join(stateDir, 'instance.key'))
  const key = { hex: bytes.toString('hex') }
  const passwords = ['shop/db/app', 'shop/maria/app', 'shop/maria/root'].flatMap((user) => Array.from({ length: versions }, (_, at) => ({ name: `password ${user} v${String(at + 1)}`, value: derivePassword(key, `${user} v${String(at + 1)}`) })))
  return [{ name: 'the instance key', value: key.hex }, { name: 'the instance key in base64', value: bytes.toString('base64').replace('=', '') }, { name: 'the identity of age', value: identity }, ...passwords]
}
