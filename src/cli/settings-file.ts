/**
 * Which settings this command works with: mistd.yaml, and over it the environment and `--file`. Says what was looked for where, so
 * that nobody has to guess why nothing was found.
 */
import { basename, dirname, isAbsolute, resolve } from 'node:path'
import { MAX_FILE_BYTES } from '../manifest/limits.js'
import type { TextFile } from '../manifest/load.js'
import type { Result } from '../model/result.js'
import { err, ok } from '../model/result.js'
import type { HostSettings } from '../model/settings.js'
import type { SettingsOverrides } from '../settings.js'
import { loadSettings, overridesFromEnvironment } from '../settings.js'
import type { Globals } from './globals.js'
import type { Host } from './host.js'
import type { Io } from './io.js'
import type { Refusal } from './refusal.js'
import { usage } from './refusal.js'

export const DEFAULT_CONFIG = '/etc/mist/mistd.yaml'

export interface SettingsQuery {
  readonly io: Pick<Io, 'env' | 'cwd'>
  readonly globals: Pick<Globals, 'config' | 'file'>
  readonly host: Pick<Host, 'readFile' | 'facts'>
}

export async function readSettings(query: SettingsQuery): Promise<Result<HostSettings, Refusal>> {
  const file = await readConfig(query)
  if (!file.ok) return file
  const source = await sourceOverrides(query)
  if (!source.ok) return source
  const loaded = loadSettings(file.value, { ...overridesFromEnvironment(query.io.env), ...source.value })
  return loaded.ok ? loaded : err({ kind: 'diagnostics', diagnostics: loaded.error })
}

export function configPath({ io, globals }: Pick<SettingsQuery, 'io' | 'globals'>): { readonly path: string; readonly isNamed: boolean } {
  const named = globals.config ?? (io.env['MIST_CONFIG'] === '' ? undefined : io.env['MIST_CONFIG'])
  return { path: resolve(io.cwd, named ?? DEFAULT_CONFIG), isNamed: named !== undefined }
}

/** A file that was named must be there; the one at the usual place may be missing. */
async function readConfig(query: SettingsQuery): Promise<Result<TextFile | undefined, Refusal>> {
  const { path, isNamed } = configPath(query)
  const read = await query.host.readFile(path, MAX_FILE_BYTES)
  if (read.kind === 'text') return ok({ path, text: read.text })
  if (read.kind === 'missing' && !isNamed) return ok(undefined)
  const origin = query.globals.config !== undefined ? '--config' : 'MIST_CONFIG'
  return err(usage(`cannot read the settings ${path}: ${read.kind === 'missing' ? 'there is no such file' : read.cause}`, isNamed ? `It is named by ${origin}.` : 'Run this as root, or name another file with --config.'))
}

async function sourceOverrides({ io, globals, host }: SettingsQuery): Promise<Result<SettingsOverrides, Refusal>> {
  if (globals.file === undefined) return ok({})
  if (globals.file === '-') return err(usage('--file - reads stdin, which only validate can', 'Name a file or a folder.'))
  const path = isAbsolute(globals.file) ? resolve(globals.file) : resolve(io.cwd, globals.file)
  const facts = await host.facts(path)
  if (facts === undefined) return err(usage(`cannot read ${globals.file}: there is no such file or folder`, 'Name a mist.yaml or the folder that holds it.'))
  const origin = '--file'
  if (facts.kind === 'folder') return ok({ folder: { value: path, origin }, path: { value: 'mist.yaml', origin } })
  return ok({ folder: { value: dirname(path), origin }, path: { value: basename(path), origin } })
}
