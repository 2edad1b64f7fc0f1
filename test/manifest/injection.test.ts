/**
 * Every payload in every text of a manifest. Where text is free (env, words, labels, build arguments) it arrives byte for byte;
 * everywhere else it is refused at its place. The gate puts an eighth of the payloads into each text, and all of them into eight texts together.
 */
import { describe, expect, it } from 'vitest'
import { HOST, load, misplaced } from './support.js'
import { effortOf } from '../support/effort.js'
import { isHarmless, PAYLOADS } from './payloads.js'

const HOLE = '<>'

function inApp(line: string): string {
  return `version: 1\nprojects:\n  shop:\n    apps:\n      web:\n        image: "a:1"\n        port: 80\n        ${line}\n      other: { image: "a:1" }\n`
}

function builtApp(line: string): string {
  return `version: 1\nprojects:\n  shop:\n    apps:\n      web:\n        ${line}\n`
}

/** Strange names for folders, and nothing more: they are looked up in the tree of a commit. */
const ODD_FOLDERS = ['~root', 'a@internal', 'api@internal', 'x@docker', 'a..localhost', '.localhost', '.']

/** Each text of the format on a line of its own; what stands around the hole is what an attacker would keep intact. */
interface Leaf {
  /** See `effortOf`. */
  readonly turn: number
  readonly name: string
  readonly template: string
  readonly harmlessHere: readonly string[]
}

const STRICT: readonly Leaf[] = ([
  ['version', 'version: <>\n'],
  ['include', 'version: 1\ninclude: [<>]\n'],
  ['ingress.domain', 'version: 1\ningress: { domain: <> }\n'],
  ['defaults.restart', 'version: 1\ndefaults: { restart: <> }\n'],
  ['defaults.logs.maxSize', 'version: 1\ndefaults: { logs: { maxSize: <> } }\n'],
  ['policy.drift', 'version: 1\npolicy: { drift: <> }\n'],
  ['policy.prune', 'version: 1\npolicy: { prune: <> }\n'],
  ['a key of the file', 'version: 1\n<>: 1\n'],
  ['the name of a project', 'version: 1\nprojects:\n  <>: { apps: {} }\n'],
  ['the name of an app', 'version: 1\nprojects:\n  shop:\n    apps:\n      <>: { image: "a:1" }\n'],
  ['the name of a variable', inApp('env: { <>: x }')],
  ['the name of a label', inApp('labels: { <>: x }')],
  ['the name of a build argument', builtApp('build: { args: { <>: x } }')],
  ['the name of a secret', inApp('env: { X: { secret: <> } }')],
  ['a secret of an app', inApp('secrets: [<>]')],
  ['the file of secrets', 'version: 1\nsecrets: <>\n', ODD_FOLDERS],
  ['a key of an app', inApp('<>: 1')],
  ['type', inApp('type: <>')],
  ['image', builtApp('image: <>'), ['a.localhost:8080']],
  ['git', builtApp('git: <>')],
  ['git.url', builtApp('git: { url: <> }')],
  ['git.ref', builtApp('git: { url: "https://h/x", ref: <> }')],
  ['build', builtApp('build: <>'), ODD_FOLDERS],
  ['build.path', builtApp('build: { path: <> }'), ODD_FOLDERS],
  ['build.dockerfile', builtApp('build: { dockerfile: <> }'), ODD_FOLDERS],
  ['build.target', builtApp('build: { target: <> }'), ['a..localhost']],
  ['the id of a build secret', builtApp('build: { secrets: { <>: { secret: A } } }'), ['a..localhost']],
  ['a build secret', builtApp('build: { secrets: { a: { secret: <> } } }')],
  ['a build secret that is written out', builtApp('build: { secrets: { a: <> } }')],
  ['port', inApp('publish: [{ port: <> }]')],
  ['domains', inApp('domains: [<>]')],
  ['domains.host', inApp('domains: [{ host: <> }]')],
  ['domains.path', inApp('domains: [{ host: a.localhost, path: <> }]')],
  ['domains.redirect', inApp('domains: [{ host: a.localhost, redirect: <> }]')],
  ['domains.headers, a name', inApp('domains: [{ host: a.localhost, headers: { <>: x } }]')],
  ['domains.allow', inApp('domains: [{ host: a.localhost, allow: [<>] }]'), ['fd::17']],
  ['domains.auth.basic', inApp('domains: [{ host: a.localhost, auth: { basic: [<>] } }]')],
  ['ingress.acme.email', 'version: 1\ningress: { acme: { email: <> } }\n'],
  ['ingress.acme.dns', 'version: 1\ningress: { acme: { email: a@example.com, dns: <> } }\n'],
  ['env.from', inApp('env: { A: { from: <> } }')],
  ['limits.memory', inApp('limits: { memory: <> }')],
  ['limits.cpus', inApp('limits: { cpus: <> }')],
  ['restart', inApp('restart: <>')],
  ['replicas', inApp('replicas: <>')],
  ['volumes', inApp('volumes: [<>]')],
  ['volumes.name', inApp('volumes: [{ name: <>, path: /a }]')],
  ['volumes.path', inApp('volumes: [{ name: a, path: <> }]')],
  ['dependsOn', inApp('dependsOn: [<>]')],
  ['publish', inApp('publish: [<>]')],
  ['publish.address', inApp('publish: [{ address: <>, port: 80 }]')],
  ['publish.protocol', inApp('publish: [{ protocol: <>, port: 80 }]')],
] as readonly (readonly [string, string, (readonly string[])?])[]).map(([name, template, harmlessHere = []], turn) => ({ turn, name, template, harmlessHere }))

/** A payload behind a beginning that is right by itself. */
const BEHIND: readonly (readonly [string, string, string])[] = [
  ['image', builtApp('image: <>'), 'nginx:1'],
  ['git', builtApp('git: <>'), 'https://git.example.com/acme/shop.git#main'],
  ['git.url', builtApp('git: { url: <> }'), 'https://git.example.com/acme/shop'],
  ['git.ref', builtApp('git: { url: "https://h/x", ref: <> }'), 'main'],
  ['domains', inApp('domains: [<>]'), 'a.localhost'],
  ['domains.path', inApp('domains: [{ host: a.localhost, path: <> }]'), '/x'],
  ['build.path', builtApp('build: { path: <> }'), 'services/web'],
  ['volumes', inApp('volumes: [<>]'), 'data:/x'],
  ['volumes.path', inApp('volumes: [{ name: a, path: <> }]'), '/x'],
  ['limits.memory', inApp('limits: { memory: <> }'), '64m'],
  ['publish', inApp('publish: [<>]'), '8080:80'],
  ['env.from', inApp('env: { A: { from: <> } }'), 'other.host'],
]

const FREE: readonly (readonly [string, string])[] = [
  ['a variable', inApp('env: { A: <> }')],
  ['a variable of a project', 'version: 1\nprojects:\n  shop:\n    env: { A: <> }\n    apps: { web: { image: "a:1" } }\n'],
  ['a word of a command', inApp('command: [run, <>]')],
  ['a word of an entrypoint', inApp('entrypoint: [<>]')],
  ['a label', inApp('labels: { a: <> }')],
  ['a build argument', builtApp('build: { args: { A: <> } }')],
]

/** No place of a manifest takes these: the engine could not be told of them. */
function isUnspeakable(text: string): boolean {
  return text.includes('\u0000') || /\p{Surrogate}/u.test(text)
}

function attempt(template: string, payload: string) {
  const text = template.replace(HOLE, () => quoted(payload))
  const before = template.slice(0, template.indexOf(HOLE)).split('\n')
  const place = { line: before.length, column: (before.at(-1) ?? '').length + 1 }
  const loaded = load(text, { host: HOST })
  const errors = loaded.diagnostics.filter((item) => item.severity === 'error')
  const atPlace = errors.some(({ at }) => at.line === place.line && at.column === place.column)
  return { ...loaded, atPlace, stray: misplaced(loaded.diagnostics, [{ path: 'mist.yaml', text }]) }
}

/** A double-quoted text of YAML. JSON leaves some control characters as they are. */
function quoted(payload: string): string {
  return JSON.stringify(payload).replace(/[\u007f-\u009f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

function survivors(template: string, payloads: readonly string[]): readonly string[] {
  return payloads.filter((payload) => {
    const { manifest, atPlace, stray } = attempt(template, payload)
    return manifest !== undefined || !atPlace || stray.length > 0
  }).map((payload) => payload.slice(0, 80))
}

describe('the corpus', () => {
  it('is large', () => {
    expect(new Set(PAYLOADS).size).toBeGreaterThan(120)
  })
})

describe('texts with a meaning', () => {
  it.each(STRICT)('$name refuses every payload at its place', ({ turn, template, harmlessHere }) => {
    const all = PAYLOADS.filter((payload) => !isHarmless(payload))
    expect(all).toEqual(expect.arrayContaining([...harmlessHere]))
    const tried = effortOf(all, turn)
    expect(survivors(template, tried)).toEqual(harmlessHere.filter((payload) => tried.includes(payload)))
  })

  it.each(BEHIND.map((one, turn) => [...one, turn] as const))('%s refuses every payload behind a good beginning', (_name, template, beginning, turn) => {
    const payloads = PAYLOADS.map((payload) => beginning + payload).filter((text) => !/^[A-Za-z0-9:/.#-]+$/.test(text) || text.length > 500)
    expect(payloads.length).toBeGreaterThan(90)
    const behindOptions = new Set(survivors(template, effortOf(payloads, turn)))
    // What is left is only more of the same kind of text: another letter, a hyphen, a percent sign in an address.
    expect([...behindOptions].filter((text) => !isMoreOfTheSame(text.slice(beginning.length)))).toEqual([])
  })

  it.each(STRICT)('$name takes what steers nothing only unchanged, or refuses it', ({ turn, template }) => {
    for (const payload of effortOf(PAYLOADS.filter(isHarmless), turn)) {
      const { manifest, atPlace } = attempt(template, payload)
      expect(manifest === undefined ? atPlace : JSON.stringify(manifest).includes(payload.replace(/\/$/, ''))).toBe(true)
    }
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
  })
})

function isMoreOfTheSame(rest: string): boolean {
  return /^[A-Za-z0-9._~/+%@=-]*$/.test(rest) && !rest.includes('..')
}

describe('free text', () => {
  it.each(FREE)('%s arrives byte for byte', (_name, template) => {
    const payloads = PAYLOADS.filter((payload) => payload.length <= 1024 && !isUnspeakable(payload))
    const changed = payloads.filter((payload) => !JSON.stringify(attempt(template, payload).manifest ?? '').includes(JSON.stringify(payload)))
    expect(changed).toEqual([])
  })

  it.each(FREE)('%s refuses what no engine can be told', (_name, template) => {
    expect(survivors(template, PAYLOADS.filter((payload) => isUnspeakable(payload) || payload.length > 65_536))).toEqual([])
  })

  it('is split into words and nothing else when a command is one text', () => {
    for (const payload of PAYLOADS) {
      const { manifest, atPlace } = attempt(inApp('command: <>'), payload)
      expect(manifest !== undefined || atPlace).toBe(true)
    }
  })
})
