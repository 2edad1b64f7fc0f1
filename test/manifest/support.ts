/** Loads a text and says what was remarked, in a form that a table can hold. `▸` in a text marks where a remark is expected. */
import type { Diagnostic } from '../../src/model/diagnostic.js'
import type { Grants } from '../../src/model/grants.js'
import type { LoadInput, LoadedManifest, TextFile } from '../../src/manifest/load.js'
import { loadManifest } from '../../src/manifest/load.js'
import type { Manifest, ManifestApp } from '../../src/manifest/manifest.js'

export const MARK = '▸'

export const GRANTS: Grants = {
  domains: ['localhost', 'example.com'],
  publish: [{ address: '0.0.0.0', fromPort: 8000, toPort: 8010 }],
  repositories: ['file:///srv/git/'],
  reservedPorts: [6478, 8005],
}

/** Its proxy can ask for certificates, and has none of its own. */
export const HOST = { grants: GRANTS, facts: { cpus: 4, memoryBytes: 4 * 1024 ** 3 }, tls: { acme: true, dns: false, certificates: false, pairs: true }, builder: 'buildkit' } as const

export function load(text: string, more: Partial<LoadInput> = {}): LoadedManifest {
  return loadManifest({ root: { path: 'mist.yaml', text }, included: [], ...more })
}

export function valid(text: string, more: Partial<LoadInput> = {}): Manifest {
  const { manifest, diagnostics } = load(text, more)
  if (manifest === undefined) throw new Error(`the text is not valid: ${diagnostics.map(lineOf).join('\n')}`)
  return manifest
}

/** The body of one app, indented by two, in a project `shop` with an app `other` beside it. */
export function around(body: string): string {
  const lines = body.split('\n').map((line) => (line === '' ? line : `        ${line}`))
  return ['version: 1', 'projects:', '  shop:', '    apps:', '      web:', ...lines, '      other: { image: "redis:7" }', ''].join('\n')
}

export function appOf(body: string): ManifestApp {
  const app = valid(around(body)).projects[0]?.apps.find((item) => item.name === 'web')
  if (app === undefined) throw new Error('the app is gone')
  return app
}

export interface Marked {
  readonly text: string
  /** `line:column` of the mark, or nothing. */
  readonly place: string
}

export function marked(text: string): Marked {
  const at = text.indexOf(MARK)
  if (at < 0) return { text, place: '' }
  const before = text.slice(0, at).split('\n')
  return { text: text.replace(MARK, ''), place: `${String(before.length)}:${String((before.at(-1) ?? '').length + 1)}` }
}

export function lineOf({ at, severity, rule, message }: Diagnostic): string {
  return `${at.file}:${String(at.line)}:${String(at.column)} ${severity} ${rule}: ${message}`
}

/** `line:column severity rule`, sorted as they are told. */
export function remarks(diagnostics: readonly Diagnostic[]): readonly string[] {
  return diagnostics.map(({ at, severity, rule }) => `${String(at.line)}:${String(at.column)} ${severity} ${rule}`)
}

/** What no diagnostic may break: its place exists, and its line is the one that is quoted. */
export function misplaced(diagnostics: readonly Diagnostic[], files: readonly TextFile[]): readonly string[] {
  return diagnostics.filter(({ at, lineText }) => {
    const text = files.find((file) => file.path === at.file)?.text.replace(/^\uFEFF/, '')
    const line = text?.split('\n')[at.line - 1]?.replace(/\r$/, '')
    return line === undefined || line !== lineText || at.column < 1 || at.column > line.length + 1 || at.length < 1
  }).map(lineOf)
}
