/** The manifest at one commit, read, loaded and checked against this host. Whether it can be used is for the caller to say. */
import type { LoadedManifest } from '../../manifest/load.js'
import { loadManifest } from '../../manifest/load.js'
import type { Diagnostic } from '../../model/diagnostic.js'
import type { Failure } from '../../model/failure.js'
import { failure } from '../../model/failure.js'
import { withReserved } from '../../model/grants.js'
import type { Result } from '../../model/result.js'
import { ok } from '../../model/result.js'
import type { ReadPorts } from '../../ports.js'
import type { EngineConfig } from '../config.js'
import { readManifestText } from './manifest-text.js'

export interface ReadWork {
  readonly ports: ReadPorts
  readonly config: EngineConfig
  readonly signal: AbortSignal
}

export async function readManifest({ ports, config, signal }: ReadWork, commit: string): Promise<Result<LoadedManifest>> {
  const at = { repository: config.repository, commit }
  const text = await readManifestText(ports.source, { at, path: config.manifestPath }, signal)
  if (!text.ok) return text
  const facts = await ports.runtime.facts(signal)
  const grants = withReserved(config.grants, (facts.ok && facts.value.dataRoots) || [])
  const host = { grants, ...(config.tls && { tls: config.tls }), ...(config.builder && { builder: config.builder }), ...(facts.ok && { facts: facts.value }) }
  return ok(loadManifest({ ...text.value, host }))
}

/** What a manifest with errors fails with: the first of them, and how many there are. */
export function invalidManifest(config: EngineConfig, diagnostics: readonly Diagnostic[]): { readonly failure: Failure; readonly errors: number } {
  const errors = diagnostics.filter((diagnostic) => diagnostic.severity === 'error')
  const first = errors[0]
  const cause = first ? `${first.at.file}:${String(first.at.line)}:${String(first.at.column)}: ${first.message}` : 'it does not describe a manifest'
  return { errors: errors.length, failure: failure('manifest-invalid', { subject: `cannot use ${config.manifestPath}`, cause, help: 'Correct the file and commit again; until then the last good revision is kept.' }) }
}
