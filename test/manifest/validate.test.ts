/** The schema in words: each kind of fault at its place, with a sentence and with help, and never a pattern. */
import { describe, expect, it } from 'vitest'
import { manifestSchema } from '../../src/manifest/manifest.gen.js'
import { didYouMean } from '../../src/manifest/suggest.js'
import { settingsSchema } from '../../src/settings.gen.js'
import { around, load, marked, remarks } from './support.js'

type Row = readonly [name: string, text: string, rule: string, message: string, help: string]

const APP_ROWS: readonly Row[] = [
  ['an unknown key', 'image: a:1\n▸domain: [a.b]', 'unknown-key', 'unknown key "domain" in web', 'did you mean "domains"?'],
  ['a word of compose', 'image: a:1\n▸environment: {}', 'unknown-key', 'unknown key "environment" in web', 'did you mean "env"?'],
  ['two letters swapped', 'image: a:1\n▸prot: 80', 'unknown-key', 'unknown key "prot" in web', 'did you mean "port"?'],
  ['a key of another land', 'image: a:1\n▸namespaceSelector: x', 'unknown-key', 'unknown key "namespaceSelector" in web', 'known keys here: type, image, template, with, git, build, port, domains, env, secrets, limits, restart, replicas, volumes, files, command, entrypoint, dependsOn, labels, logs, health, deploy, maintenance, errorPage, sticky, protect, backup, upgrade, rename, responseTimeout, preview, publish'],
  ['a missing key', 'image: a:1\nvolumes:\n  - ▸name: data', 'missing-key', 'entry 1 of volumes has no path', 'add `path:` (where it is mounted in the container)'],
  ['a quoted number', 'image: a:1\nport: ▸"80"', 'wrong-type', 'port must be a whole number, not the text "80"', 'write it as a plain number, without quotes or leading zeros: 80'],
  ['a number with leading zeros', 'image: a:1\nport: ▸0080', 'wrong-type', 'port must be a whole number, not the text "0080"', 'write it as a plain number, without quotes or leading zeros: 80'],
  ['a hexadecimal number', 'image: a:1\nport: ▸0x50', 'wrong-type', 'port must be a whole number, not the text "0x50"', 'a whole number from 1 to 65535'],
  ['half a port', 'image: a:1\nport: ▸80.5', 'wrong-type', 'port must be a whole number, not 80.5', 'a whole number from 1 to 65535'],
  ['infinity', 'image: a:1\nlimits: { cpus: ▸.inf }', 'wrong-type', 'cpus must be a number, not the text ".inf"', 'a number of cores, for example 0.5'],
  ['a number as text', 'image: ▸17', 'wrong-type', 'image must be text, not 17', 'quote it: "17"'],
  ['a map for a text', '▸image: { a: 1 }', 'wrong-type', 'image must be text, not a map', 'image reference in lower case, for example `nginx:1.27` or `ghcr.io/acme/shop:1.4.0`. A name without registry is an official one'],
  ['no value', 'image: a:1\n▸env:', 'empty-value', 'env has no value', 'give it a map of keys, or remove the key'],
  ['no value in env', 'image: a:1\nenv:\n  ▸A:', 'empty-value', 'A has no value', 'give it text, a number or true or false, or remove the key; "" is an empty text'],
  ['an unknown word', 'image: a:1\nrestart: ▸allways', 'unknown-value', 'restart cannot be "allways"', 'did you mean "always"?'],
  ['another unknown word', 'image: a:1\nrestart: ▸maybe', 'unknown-value', 'restart cannot be "maybe"', 'one of: no, always, on-failure, unless-stopped'],
  ['a size without unit', 'image: a:1\nlimits: { memory: ▸512MB }', 'malformed', 'memory cannot be "512MB"', 'a number with one of the units b, k, m, g or t, for example `512m`'],
  ['a bad name of a variable', 'image: a:1\nenv: { ▸A-B: 1 }', 'malformed-name', '"A-B" cannot be a name in env', 'letters, digits and underscores, not beginning with a digit'],
  ['an empty text', 'image: ▸""', 'empty-value', 'image cannot be empty', 'image reference in lower case, for example `nginx:1.27` or `ghcr.io/acme/shop:1.4.0`. A name without registry is an official one'],
  ['too small a number', 'image: a:1\nreplicas: ▸-1', 'out-of-range', 'replicas must be at least 0, not -1', 'containers of this app. 0 parks it: kept, not running'],
  ['too large a number', 'image: a:1\nport: ▸65536', 'out-of-range', 'port must be at most 65535, not 65536', 'a whole number from 1 to 65535'],
  ['zero cores', 'image: a:1\nlimits: { cpus: ▸0 }', 'out-of-range', 'cpus must be more than 0, not 0', 'a number of cores, for example 0.5'],
  ['an empty list', 'image: a:1\n▸domains: []', 'wrong-count', 'domains needs at least 1 entry', 'add one, or remove the key'],
  ['an entry twice', 'image: a:1\ndependsOn: [other, ▸other]', 'duplicate-item', 'dependsOn names "other" twice', 'keep one of the two'],
  ...['./../x:/data', './a/../../x:/data', './x/:/data', './.:/data', './.git/config:/data', '/srv/../etc:/data', '//srv:/data', 'Data:/data'].map((text) => ['a mount that leads astray', `image: a:1\nvolumes: [▸"${text}"]`, 'malformed', `entry 1 of volumes cannot be "${text}"`, '`name:/path`, `./file:/path` or `/folder:/path`, each with `:ro` for reading alone: a named volume, a file beside mist.yaml, or a folder of the host that its settings grant; no `..` in any of them'] as const),
  ['a file from outside', 'image: a:1\nfiles: { /a: ▸../x }', 'malformed', '/a cannot be "../x"', 'a file of the repository, from the folder of mist.yaml on: letters, digits and `. _ - @ + ~ = /`, without `..` and outside of `.git`. No folder: each file is named'],
  ...['./', '.', './x/', 'x/.'].map((text) => ['a folder for a file', `image: a:1\nfiles: { /a: ▸"${text}" }`, 'malformed', `/a cannot be "${text}"`, 'a file of the repository, from the folder of mist.yaml on: letters, digits and `. _ - @ + ~ = /`, without `..` and outside of `.git`. No folder: each file is named'] as const),
  ['two origins of a variable', 'image: a:1\nenv: { ▸A: { secret: X, from: other.host } }', 'wrong-count', 'A has secret and from', 'keep one of them'],
  ['no origin of a variable', 'image: a:1\nenv: { ▸B: {} }', 'wrong-count', 'B is empty', 'either `{from: app.output}` or `{secret: NAME}`'],
  ['a map without entries', 'image: a:1\nbuild: { ▸secrets: {} }', 'wrong-count', 'secrets has no entries', 'add one, or remove the key'],
  ['a number as the name of a secret', 'image: a:1\nenv: { A: { secret: ▸5 } }', 'wrong-type', 'secret must be text, not a number', 'the name of a secret, not its value: letters, digits and underscores, beginning with a letter'],
  ['a watched path from outside', 'build: { watch: [▸../x] }', 'malformed', 'entry 1 of watch cannot be "../x"', 'a relative path inside the repository: letters, digits and `. _ - @ + ~ = /`, without `..` and outside of `.git`'],
  ['a version beside a template', 'template: postgres\n▸version: "16"', 'unknown-key', 'unknown key "version" in web', 'write `with: { version: "16" }`'],
  ['a version that a template does not know', 'template: redis\nwith: { version: ▸latest }', 'unknown-value', 'version cannot be "latest"', 'a tag that begins with one of: 8, 7'],
  ['a bad address', 'image: a:1\npublish: [{ address: ▸1.2.3.400, port: 80 }]', 'malformed', 'address cannot be "1.2.3.400"', 'an IPv4 address such as 127.0.0.1'],
  ['a readiness probe', 'image: a:1\n▸readinessProbe: {}', 'unknown-key', 'unknown key "readinessProbe" in web', 'did you mean "health"?'],
  ['a slip in deploy', 'image: a:1\ndeploy: { ▸stategy: recreate }', 'unknown-key', 'unknown key "stategy" in deploy', 'did you mean "strategy"?'],
  ['a word of another tool in deploy', 'image: a:1\ndeploy: { ▸release_command: [a] }', 'unknown-key', 'unknown key "release_command" in deploy', 'did you mean "pre"?'],
  ['an unknown strategy', 'image: a:1\ndeploy: { strategy: ▸blue-green }', 'unknown-value', 'strategy cannot be "blue-green"', 'one of: rolling, recreate, canary'],
  ['a duration without unit', 'image: a:1\ndeploy: { drain: ▸10 }', 'wrong-type', 'drain must be text, not 10', 'a number with one of the units ms, s, m or h, for example `30s`'],
  ['a single entry where a list belongs', 'image: a:1\nport: 80\nerrorPage: { app: other, status: ▸502-504 }', 'wrong-type', 'status must be a list, not the text "502-504"', 'write it as a list: [502-504]'],
  ['a list entry that is no status', 'image: a:1\nport: 80\nerrorPage: { app: other, status: [▸5xx] }', 'malformed', 'entry 1 of status cannot be "5xx"', 'one status from 400 to 599, or two with a hyphen between them, such as `502-504`'],
  ['an app where true belongs', 'image: a:1\nport: 80\nmaintenance: ▸other', 'wrong-type', 'maintenance must be true or false, not the text "other"', '`true`, `false`, or a map with `app`'],
  ['true where an app belongs', 'image: a:1\nport: 80\nerrorPage: ▸true', 'unknown-value', 'errorPage cannot be true', '`false`, the name of an app, or a map'],
  ['a duration of another kind', 'image: a:1\ndeploy: { drain: ▸10d }', 'malformed', 'drain cannot be "10d"', 'a number with one of the units ms, s, m or h, for example `30s`'],
  ['a weight of everything', 'image: a:1\ndeploy: { canary: { weights: [10, ▸100] } }', 'out-of-range', 'entry 2 of weights must be at most 99, not 100', 'a whole number from 1 to 99'],
  ['a status that is none', 'image: a:1\nhealth: { path: /, status: ▸2xx }', 'malformed', 'status cannot be "2xx"', 'two statuses from 100 to 599 with a hyphen between them'],
  ['a path without slash', 'image: a:1\nhealth: ▸healthz', 'malformed', 'health cannot be "healthz"', 'a path beginning with a slash, of letters, digits and `. _ ~ - / % + = & ?`, without `..` or `//`'],
  ['a check that is switched off', 'image: a:1\nport: 80\nhealth: { tcp: ▸false }', 'unknown-value', 'tcp cannot be false', '`true`, or a port'],
  ['a reference to no output', 'image: a:1\nenv: { A: { from: ▸other } }', 'malformed', 'from cannot be "other"', '`app.output`: host, port, url or domain of an app, or an output of the template of a database. `app.users.name.output` is the same for a user of `with.users`'],
]

const FILE_ROWS: readonly Row[] = [
  ['no version', '▸projects: {}', 'missing-key', 'the file has no version', 'begin the file with `version: 1`'],
  ['a template without version', 'version: 1\ntemplates: { ▸a: { description: D, image: x, versions: { "1": { volume: /d } }, port: 1, health: [x], upgrade: never } }', 'missing-key', 'a has no version', 'add `version:` (the version that is taken when `with` names none)'],
  ['another version', 'version: ▸2', 'unknown-value', 'version must be 1, not 2', 'write `version: 1`'],
  ['a quoted version', 'version: ▸"1"', 'unknown-value', 'version must be 1, not "1"', 'write `version: 1`'],
  ['a project without apps', 'version: 1\nprojects:\n  ▸shop: {}', 'missing-key', 'shop has no apps', 'add `apps:` (apps by name)'],
  ['apps where projects belong', 'version: 1\n▸apps: {}', 'unknown-key', 'unknown key "apps"', 'known keys here: version, include, secrets, ingress, defaults, templates, storage, projects, policy'],
  ['a bad name of a project', 'version: 1\nprojects:\n  ▸My_Shop: { apps: {} }', 'malformed-name', '"My_Shop" cannot be a name in projects', 'lowercase letters, digits and hyphens, at most 40 characters, beginning and ending with a letter or digit'],
  ['a name that is too long', `version: 1\nprojects:\n  ▸${'a'.repeat(41)}: { apps: {} }`, 'malformed-name', `"${'a'.repeat(41)}" cannot be a name in projects`, 'lowercase letters, digits and hyphens, at most 40 characters, beginning and ending with a letter or digit'],
  ['an include outside of the repository', 'version: 1\ninclude: [▸../other.yaml]', 'malformed', 'entry 1 of include cannot be "../other.yaml"', 'a path from the root of the repository that ends in .yaml or .yml; its last part may hold `*`'],
]

function first(text: string) {
  const { text: clean, place } = marked(text)
  const { diagnostics } = load(clean)
  const [{ at, rule, message, help } = { at: { line: 0, column: 0 }, rule: '', message: '', help: '' }] = diagnostics
  return { place, count: diagnostics.length, found: [`${String(at.line)}:${String(at.column)}`, rule, message, help] }
}

describe('a file that breaks the schema', () => {
  it.each(APP_ROWS)('is told of %s in an app', (_name, body, rule, message, help) => {
    const { place, count, found } = first(around(body))
    expect(found).toEqual([place, rule, message, help])
    expect(count).toBe(1)
  })

  it.each(FILE_ROWS)('is told of %s', (_name, text, rule, message, help) => {
    const { place, count, found } = first(text)
    expect(found).toEqual([place, rule, message, help])
    expect(count).toBe(1)
  })

  it('is told everything at once', () => {
    const body = 'image: a:1\nprot: 80\nreplicas: -1\nrestart: never\nlimits: { memory: 1, cpu: 1 }'
    expect(remarks(load(around(body)).diagnostics)).toEqual([
      '7:9 error unknown-key', '8:19 error out-of-range', '9:18 error unknown-value', '10:27 error wrong-type', '10:30 error unknown-key',
    ])
  })

  it('may use x- keys for itself', () => {
    expect(load('version: 1\nx-note: &n [anything, {goes: here}]\nx-more: *n\n').diagnostics).toEqual([])
  })
})

/** Every definition of a schema that holds a pattern or a format. */
function patterns(node: unknown, path: string): readonly { readonly path: string; readonly described: boolean }[] {
  if (typeof node !== 'object' || node === null) return []
  const own = 'pattern' in node ? [{ path, described: 'description' in node }] : []
  return [...own, ...Object.entries(node).flatMap(([key, value]) => patterns(value, `${path}/${key}`))]
}

describe('the schemas', () => {
  it('describe in words what each pattern of mist.yaml means', () => {
    const all = patterns(manifestSchema, '')
    expect(all.length).toBeGreaterThan(15)
    expect(all.filter((item) => !item.described).map((item) => item.path)).toEqual([])
  })

  it('describe in words what each pattern of mistd.yaml means', () => {
    const all = patterns(settingsSchema, '')
    expect(all.length).toBeGreaterThan(10)
    expect(all.filter((item) => !item.described).map((item) => item.path)).toEqual([])
  })
})

describe('didYouMean', () => {
  const KEYS = ['image', 'port', 'domains', 'dependsOn', 'env', 'publish']

  it.each([['iamge', 'image'], ['imag', 'image'], ['Image', 'image'], ['depends_on', 'dependsOn'], ['dependson', 'dependsOn'], ['ports', 'publish'], ['environment', 'env'], ['enviroment', 'env'], ['domains ', 'domains']])('%s means %s', (word, meant) => {
    expect(didYouMean(word, KEYS)).toBe(meant)
  })

  it.each([['x'], ['zzz'], ['kubernetes'], ['p'.repeat(1_000)], ['']])('%s means nothing', (word) => {
    expect(didYouMean(word, KEYS)).toBeUndefined()
  })
})
