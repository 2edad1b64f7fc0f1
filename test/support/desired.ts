/** Desired states for tests: a manifest with the inputs that a host would add. */
import { loadManifest } from '../../src/manifest/load.js'
import type { Manifest } from '../../src/manifest/manifest.js'
import { markOf } from '../../src/model/instance-key.js'
import type { SecretsFound } from '../../src/model/secret.js'
import { secretNeeds } from '../../src/manifest/secret-needs.js'
import type { AppKey } from '../../src/model/resource.js'
import type { DesiredState, Revision } from '../../src/model/state.js'
import { sourceNeeds } from '../../src/resolve/needs.js'
import type { ProxyPlan, ResolveInputs, SourceFound } from '../../src/resolve/resolve.js'
import { resolveDesired } from '../../src/resolve/resolve.js'

export const REVISION: Revision = {
  label: 'main@sha1:4f2c9e1a0b5d6c7e8f901a2b3c4d5e6f70819203',
  ref: 'main',
  commit: '4f2c9e1a0b5d6c7e8f901a2b3c4d5e6f70819203',
  subject: 'Feature cart',
  author: 'Ana',
  committedAt: '2026-03-01T09:58:00Z',
}

export const KEY = { hex: '5a'.repeat(32) }

export const REPOSITORY = { kind: 'git', url: 'https://git.example.com/acme/host.git', ref: 'main' } as const

export const MANAGED = { mode: 'managed', image: 'traefik:v3.6', address: '0.0.0.0', httpPort: 80, apiPort: 6479, directory: '/var/lib/mist/routes' } as const satisfies ProxyPlan

export function desiredOf(manifest: Manifest, inputs: Partial<ResolveInputs> = {}): DesiredState {
  return resolveDesired(manifest, { instance: 'default', key: KEY, revision: REVISION, networkPool: '10.210.0.0/16', proxy: MANAGED, sources: sourcesOf(manifest), secrets: secretsOf(manifest), ...inputs })
}

/** Every secret is found; its value is `value of <name>`, unless it is given here. */
export function secretsOf(manifest: Manifest, values: Readonly<Record<string, string>> = {}): SecretsFound {
  return Object.fromEntries(secretNeeds(manifest).map(({ name }) => {
    const value = values[name] ?? `value of ${name}`
    return [name, { ok: true, value: { value, mark: markOf(KEY, value) } }]
  }))
}

/** Every source is found; its tree is named after the folder. */
export function sourcesOf(manifest: Manifest, trees: Readonly<Record<AppKey, string>> = {}, commit: string = REVISION.commit): Readonly<Record<AppKey, SourceFound>> {
  return Object.fromEntries(sourceNeeds(manifest, REPOSITORY).map(({ app, repository, path }) => [app, { ok: true, repository, commit, treeDigest: trees[app] ?? `tree of ${path}` }]))
}

/** A manifest from text; a remark of severity error is a mistake in the test. */
export function manifestOf(text: string): Manifest {
  const { manifest, diagnostics } = loadManifest({ root: { path: 'mist.yaml', text }, included: [] })
  if (!manifest) throw new Error(`the manifest of this test is invalid: ${JSON.stringify(diagnostics.map(({ message, at }) => [message, at.line]))}`)
  return manifest
}
