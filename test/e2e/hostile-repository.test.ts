/**
 * A repository that means harm. Whatever it holds, mistd lives on, what runs goes on answering, nothing of the host comes to light,
 * the reason is told with its place, and the next good commit helps.
 */
import { execFileSync } from 'node:child_process'
import { existsSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Diagnostic } from '../../src/model/diagnostic.js'
import { GIT_ENV, type FileChanges } from '../lab/fixtures.js'
import { openStage, startProber, type Stage } from './stage.js'
import { bytesBelow } from './stage/files.js'

const CANARY = 'canary-7b21e6c4-of-the-host'
const GOOD = `version: 1
projects:
  shop:
    apps:
      web: { image: "mist-lab/web:1", port: 8080, domains: [shop.localhost] }
`

let stage: Stage
let secret: string
let touched: string
let good: string

beforeAll(async () => {
  stage = await openStage()
  secret = join(stage.dir, 'secret.yaml')
  touched = join(stage.dir, 'touched')
  // What would be shown of it if it were read: a marked line, or a name.
  writeFileSync(secret, `version: 1\nprojects:\n  ${CANARY}: { ${CANARY}: "${CANARY}\n`, { mode: 0o600 })
  good = await stage.commit(GOOD)
  await stage.mistd.start()
  await stage.waitSynced(good)
})

afterAll(() => stage.close())

interface RecordedRun {
  readonly verdict: string
  readonly revision?: { readonly commit: string }
  readonly failure?: { readonly code: string }
  readonly diagnostics: readonly Diagnostic[]
}

async function runOf(commit: string): Promise<RecordedRun | undefined> {
  const { body } = await stage.api('/api/v1/runs?limit=50')
  return (JSON.parse(body) as { readonly runs: readonly RecordedRun[] }).runs.find(({ revision }) => revision?.commit === commit)
}

/** What a run says is wrong, one line each: `mist.yaml:5:7 rule message`. */
function remarksOf({ diagnostics }: RecordedRun): string {
  return diagnostics.map(({ at, rule, message }) => `${at.file}:${String(at.line)}:${String(at.column)} ${rule} ${message}`).join('\n')
}

/** Whatever can be read of mistd from outside, and all that it has written. */
async function everything(): Promise<string> {
  const paths = ['/', '/apps/shop/web', '/metrics', '/api/v1/status', '/api/v1/apps', '/api/v1/runs?limit=500', '/api/v1/events?limit=1000']
  const answers = await Promise.all(paths.map(async (path) => (await stage.api(path)).body))
  return [stage.mistd.log(), ...answers, bytesBelow(stage.stateDir)].join('\n')
}

async function live(): Promise<readonly string[]> {
  return (await stage.containers()).map(({ name, id, startedAt }) => `${name} ${id} ${startedAt}`)
}

/** Makes the commit and sees that it does no harm; answers what mistd says of it. */
async function withstand(push: () => Promise<string>): Promise<RecordedRun> {
  const [before, pid] = [await live(), stage.mistd.pid()]
  const prober = startProber(() => stage.http('shop.localhost', '/version'), '1')
  const commit = await push()
  const run = await stage.until('a run of the hostile commit is recorded', () => runOf(commit))
  expect(await live(), 'the same containers, never restarted').toEqual(before)
  await recover()
  const { asked, bad } = await prober.stop()
  expect(bad).toEqual([])
  expect(asked).toBeGreaterThan(5)
  expect([stage.mistd.isRunning(), stage.mistd.pid()]).toEqual([true, pid])
  expect(await everything()).not.toContain(CANARY)
  expect(existsSync(touched), 'something of the repository was run on the host').toBe(false)
  return run
}

/** The good tree again, as a new commit. A checkout replaces links; writing would go through them. */
async function recover(): Promise<void> {
  await stage.repo.git('reset', '--quiet', '--hard', good)
  await stage.deploy({}, 'Good again')
}

function files(changes: FileChanges): () => Promise<string> {
  return () => stage.commit(changes, 'Harm')
}

function link(path: string, target: string, changes: FileChanges = {}): () => Promise<string> {
  return () => {
    rmSync(join(stage.repo.work, path), { force: true })
    symlinkSync(target, join(stage.repo.work, path))
    return stage.commit(changes, 'Harm by a link')
  }
}

function apps(lines: readonly string[]): string {
  return `${GOOD}${lines.map((line) => `      ${line}\n`).join('')}`
}

describe('a link', () => {
  it('in the place of the manifest is not followed', async () => {
    const run = await withstand(() => link('mist.yaml', secret)())
    expect([run.verdict, run.failure?.code]).toEqual(['rejected', 'source-refused'])
    expect(JSON.stringify(run)).toContain('it is a symbolic link, not a regular file')
  })

  it('that an include reaches is none of its files', async () => {
    const run = await withstand(() => link('more.yaml', secret, { 'mist.yaml': `include: ["more*.yaml", "more.yaml"]\n${GOOD}` })())
    expect(run.verdict).toBe('rejected')
    expect(remarksOf(run)).toBe('mist.yaml:1:11 include-empty no file matches more*.yaml\nmist.yaml:1:25 include-missing there is no file more.yaml')
  })

  it('in the place of a Dockerfile is not followed, and what is made for git stays text', async () => {
    const changes = {
      'mist.yaml': apps(['other: { build: ".", port: 8080 }']),
      '.gitattributes': '* ident export-subst filter=evil\nweb export-ignore\n',
      '.gitmodules': `[submodule "x"]\n\tpath = x\n\turl = ext::sh -c touch% ${touched}\n\tupdate = !touch ${touched}\n`,
      '.githooks/post-checkout': `#!/bin/sh\ntouch ${touched}\n`, 'hooks/post-checkout': `#!/bin/sh\ntouch ${touched}\n`,
    }
    const run = await withstand(() => link('Dockerfile', secret, changes)())
    expect(run.verdict).toBe('failed')
    expect(JSON.stringify(run)).toMatch(/Dockerfile.{0,200}symbolic link/)
  })
})

describe('a tree', () => {
  it('that brings a .git along, with hooks and a configuration, gives no context', async () => {
    const run = await withstand(async () => {
      // Here alone: once it were pushed, it would be released.
      writeFileSync(join(stage.repo.work, 'mist.yaml'), apps(['other: { build: ".", port: 8080 }']))
      writeFileSync(join(stage.repo.work, 'Dockerfile'), 'FROM mist-lab/web:2\n')
      await stage.repo.git('add', '--all')
      await stage.repo.git('commit', '--quiet', '--message', 'Before the harm')
      return pushWithGitFolder()
    })
    expect(run.verdict).toBe('failed')
    expect(JSON.stringify(run)).toContain('build-context-invalid')
  })

  it('whose manifest is beyond every size is not read', async () => {
    const run = await withstand(files({ 'mist.yaml': `${GOOD}${`# ${'x'.repeat(98)}\n`.repeat(8_000)}` }))
    expect([run.verdict, run.failure?.code]).toEqual(['rejected', 'source-refused'])
    expect(JSON.stringify(run)).toMatch(/it is \d{6} bytes, more than the 524288 that are allowed/)
  })
})

describe('a bomb', () => {
  it('of brackets never reaches the parser', async () => {
    const run = await withstand(files({ 'mist.yaml': `version: 1\nprojects: ${'['.repeat(2_000)}${']'.repeat(2_000)}\n` }))
    expect(remarksOf(run)).toMatch(/^mist\.yaml:2:\d+ too-large /)
  })

  it('of aliases, of keys, or of brackets in an included file is told with its place', async () => {
    const aliases = Array.from({ length: 9 }, (_, at) => `x-${String(at + 1)}: &a${String(at + 1)} [${Array.from({ length: 10 }, () => `*a${String(at)}`).join(', ')}]`).join('\n')
    const keys = Array.from({ length: 400 }, (_, line) => Array.from({ length: 100 }, (_key, at) => `K${String(line * 100 + at)}: 0`).join(', ')).join(',\n      ')
    const run = await withstand(files({
      'mist.yaml': `include: ["bombs/*.yaml"]\n${GOOD}`,
      'bombs/aliases.yaml': `x-0: &a0 lol\n${aliases}\n`,
      'bombs/brackets.yaml': `x-0:\n  ${'{a: '.repeat(1_000)}\n`,
      'bombs/keys.yaml': `projects:\n  shop:\n    env: { ${keys} }\n`,
    }))
    expect(run.verdict).toBe('rejected')
    for (const place of [/^bombs\/aliases\.yaml:6:\d+ too-large /m, /^bombs\/brackets\.yaml:2:\d+ too-large /m, /^bombs\/keys\.yaml:3:\d+ wrong-count env has more than 500 entries/m]) expect(remarksOf(run)).toMatch(place)
  })

  it('of ten thousand apps is told in few words', async () => {
    const run = await withstand(files({ 'mist.yaml': apps(Array.from({ length: 10_000 }, (_, at) => `a${String(at)}: { image: "x:1" }`)) }))
    expect(run.verdict).toBe('rejected')
    expect(remarksOf(run)).toMatch(/^mist\.yaml:2:1 too-many 10001 apps are more than the 2000 that one instance takes$/m)
    expect(run.diagnostics.length).toBeLessThan(4)
  })
})

/** Each on a line of its own, and each refused there. */
const VALUES: readonly string[] = [
  'd-tick: { image: "x:1", port: 80, domains: ["a`b.localhost"] }',
  'd-rule: { image: "x:1", port: 80, domains: ["a.localhost`) || Host(`b.localhost"] }',
  'd-line: { image: "x:1", port: 80, domains: ["a.localhost\\nHost(`b`)"] }',
  'd-word: { image: "x:1", port: 80, domains: ["\\u0430.localhost"] }',
  `d-long: { image: "x:1", port: 80, domains: ["${'a.'.repeat(145)}localhost"] }`,
  'd-template: { image: "x:1", port: 80, domains: [\'{{ env "PATH" }}.localhost\'] }',
  'd-star: { image: "x:1", port: 80, domains: ["*"] }',
  'd-path: { image: "x:1", port: 80, domains: [{ host: a.localhost, path: "/`) || PathPrefix(`/" }] }',
  'd-other: { image: "x:1", port: 80, domains: [{ host: b.localhost, path: "/{{ env }}" }] }',
  'd-redirect: { image: "x:1", port: 80, domains: [{ host: c.localhost, redirect: "d.localhost$1\\n" }] }',
  'e-line: { image: "x:1", env: { "A\\nB": x } }',
  'e-equals: { image: "x:1", env: { "A=B": x } }',
  'e-nul: { image: "x:1", env: { A: "a\\0b" } }',
  'i-option: { image: "--privileged" }',
  'i-line: { image: "x:1\\nFROM y" }',
  'b-path: { build: "../.." }',
  'b-file: { build: { path: ".", dockerfile: "/etc/passwd" } }',
  'd-capital: { image: "x:1", port: 80, domains: [SHOP.localhost] }',
  'p-host: { image: "x:1", publish: ["0.0.0.0;x:80:80"] }',
  '"../x": { image: "x:1" }',
  '"-x": { image: "x:1" }',
]

describe('a value', () => {
  it('that means something elsewhere is refused where it stands', async () => {
    const run = await withstand(files({ 'mist.yaml': apps(VALUES) }))
    expect(run.verdict).toBe('rejected')
    const firstLine = GOOD.trimEnd().split('\n').length + 1
    const told = new Set(run.diagnostics.filter(({ severity }) => severity === 'error').map(({ at }) => at.line))
    expect(VALUES.filter((_line, at) => !told.has(firstLine + at))).toEqual([])
  })

  it('that is a name of Mist, of Traefik or of another app is refused where it stands', async () => {
    const run = await withstand(files({ 'mist.yaml': `${apps(['l: { image: "x:1", labels: { mist.instance: other } }', 't: { image: "x:1", labels: { Traefik.enable: "true" } }', 'd: { image: "x:1", port: 80, domains: [shop.localhost] }', 'g: { git: "ext::sh -c touch% x", build: "." }', 'v: { image: "x:1", volumes: ["/etc:/etc"] }', 's: { image: "x:1", volumes: ["/var/run/docker.sock:/s"] }'])}  mist: { apps: { traefik: { image: "x:1" } } }\n` }))
    for (const place of [/^mist\.yaml:6:\d+ reserved-label /m, /^mist\.yaml:7:\d+ reserved-label /m, /^mist\.yaml:8:\d+ duplicate-host /m, /^mist\.yaml:9:\d+ /m, /^mist\.yaml:10:\d+ /m, /^mist\.yaml:11:\d+ /m, /^mist\.yaml:12:3 reserved-name /m]) expect(remarksOf(run)).toMatch(place)
  })
})

describe('names that read alike', () => {
  it('are two apps, and neither takes the place of the other', async () => {
    const clash = `${apps(['x-web: { image: "mist-lab/web:2", port: 8080, domains: [one.localhost] }'])}  shop-x:\n    apps:\n      web: { image: "mist-lab/web:3", port: 8080, domains: [two.localhost] }\n`
    await stage.deploy(clash, 'Two of a name')
    expect((await stage.containers()).map(({ app }) => app)).toEqual(expect.arrayContaining(['shop-x/web', 'shop/web', 'shop/x-web']))
    for (const [host, version] of [['shop', '1'], ['one', '2'], ['two', '3']] as const) expect((await stage.http(`${host}.localhost`, '/version')).body.trim()).toBe(version)
  })
})

/** git itself would never add such a folder; its plumbing does. */
async function pushWithGitFolder(): Promise<string> {
  const git = (args: readonly string[], input = ''): string => execFileSync('git', [...args], { cwd: stage.repo.work, encoding: 'utf8', input, env: { ...process.env, ...GIT_ENV } }).trim()
  const hook = git(['hash-object', '-w', '--stdin'], `#!/bin/sh\ntouch ${touched}\n`)
  const config = git(['hash-object', '-w', '--stdin'], `[core]\n\tfsmonitor = touch ${touched}\n\tsshCommand = touch ${touched}\n`)
  const hooks = git(['mktree'], `100755 blob ${hook}\tpost-checkout\n100755 blob ${hook}\tpre-commit\n`)
  const folder = git(['mktree'], `040000 tree ${hooks}\thooks\n100644 blob ${config}\tconfig\n`)
  const tree = git(['mktree'], `${git(['ls-tree', 'HEAD'])}\n040000 tree ${folder}\t.git\n`)
  const commit = git(['commit-tree', tree, '-p', 'HEAD', '-m', 'Harm in .git'])
  await stage.repo.git('push', '--quiet', '--force', 'origin', `${commit}:refs/heads/main`)
  return commit
}
