/** Opens the parts that a verb needs, and no more than those: settings, ports that can only look, or ports that can change the host. */
import type { Failure } from '../model/failure.js'
import type { Result } from '../model/result.js'
import { err, ok } from '../model/result.js'
import type { HostSettings } from '../model/settings.js'
import type { Emit, Ports, ReadPorts, StateCopyPort } from '../ports.js'
import type { CommandSpec, Opened } from './command.js'
import type { Deps } from './deps.js'
import type { Host } from './host.js'
import type { Refusal } from './refusal.js'
import { refusedBy, usage } from './refusal.js'
import type { SettingsQuery } from './settings-file.js'
import { configPath, readSettings } from './settings-file.js'

export interface OpenQuery extends SettingsQuery {
  readonly host: Host
  readonly deps: Deps
  readonly source: CommandSpec['source']
}

export async function openReader(query: OpenQuery, emit: Emit): Promise<Result<Opened<ReadPorts> & { readonly notices: readonly string[] }, Refusal>> {
  const settings = await usableSettings(query)
  if (!settings.ok) return settings
  const { composeReader } = await query.deps.load()
  const opened = composeReader(settings.value, emit)
  return opened.ok ? ok({ settings: settings.value, ...opened.value }) : err(refusedBy(explained(opened.error, settings.value)))
}

export async function openWriter(query: OpenQuery, emit: Emit): Promise<Result<Opened<Ports> & { readonly notices: readonly string[] }, Refusal>> {
  const settings = await usableSettings(query)
  if (!settings.ok) return settings
  const { compose } = await query.deps.load()
  const opened = compose(settings.value, emit)
  return opened.ok ? ok({ settings: settings.value, ...opened.value }) : err(refusedBy(explained(opened.error, settings.value)))
}

/** Without the parts that a pass needs: neither an engine nor a state has to be there. */
export async function openStateCopies(query: OpenQuery): Promise<Result<StateCopyPort, Refusal>> {
  const settings = await readSettings(query)
  return settings.ok ? ok((await query.deps.load()).stateCopiesOf(settings.value)) : settings
}

async function usableSettings(query: OpenQuery): Promise<Result<HostSettings, Refusal>> {
  const settings = await readSettings(query)
  if (!settings.ok || settings.value.source !== undefined) return settings
  // What never reads the source must not be refused for want of one.
  if (query.source === 'optional') return ok({ ...settings.value, source: { repository: { kind: 'folder', path: query.io.cwd }, path: 'mist.yaml', intervalMs: 60_000 } })
  return err(usage('no source is configured', `Set source.git in ${configPath(query).path}, or name a mist.yaml with --file.`))
}

/** The ones that everybody meets first: the state directory belongs to root, or to the user of mistd. */
function explained(cause: Failure, { stateDir }: HostSettings): Failure {
  if (cause.code !== 'store-unusable') return cause
  if (/belongs to user/.test(cause.cause)) return { ...cause, help: 'Run this as its owner, for example: sudo -u mist -g docker mistctl status' }
  if (!/EACCES|EPERM|permission/i.test(cause.cause)) return cause
  return { ...cause, help: `Run this as root or as the user of mistd, or name another state directory with MIST_STATE_DIR (now ${stateDir}).` }
}
