/** What the manifest of a checkout needs of secrets: each name with who uses it. */
import { join, relative } from 'node:path'
import { MAX_FILE_BYTES } from '../../manifest/limits.js'
import type { TextFile } from '../../manifest/load.js'
import { loadManifest, matchIncludes, readIncludes } from '../../manifest/load.js'
import type { SecretNeed } from '../../manifest/secret-needs.js'
import { secretNeeds } from '../../manifest/secret-needs.js'
import type { Result } from '../../model/result.js'
import { err, ok } from '../../model/result.js'
import type { PlainContext } from '../command.js'
import type { Refusal } from '../refusal.js'
import type { Checkout } from './checkout.js'

export type Needs = ReadonlyMap<string, SecretNeed>

export async function needsOf(context: PlainContext, checkout: Checkout): Promise<Result<Needs, Refusal>> {
  const root = { ...checkout.manifest, path: relative(checkout.folder, checkout.manifest.path) }
  const { manifest, diagnostics } = loadManifest({ root, included: await includes(context, checkout) })
  return manifest ? ok(new Map(secretNeeds(manifest).map((need) => [need.name, need]))) : err({ kind: 'diagnostics', diagnostics })
}

async function includes({ host }: PlainContext, { manifest, folder }: Checkout): Promise<readonly TextFile[]> {
  const patterns = readIncludes(manifest)
  if (patterns.length === 0) return []
  const found = await Promise.all(matchIncludes(patterns, await host.listFiles(folder)).map(async (path) => ({ path, read: await host.readFile(join(folder, path), MAX_FILE_BYTES) })))
  return found.flatMap(({ path, read }) => (read.kind === 'text' ? [{ path, text: read.text }] : []))
}
