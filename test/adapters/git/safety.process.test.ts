/** What anybody who can push, or write a manifest, may try on the source. Nothing of it runs, nothing outside is read. */
import fc from 'fast-check'
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { TREE_LIMIT_BYTES } from '../../../src/adapters/git/objects.js'
import type { Entry, TestRepository, Workshop } from './repository.js'
import { createWorkshop } from './repository.js'
import { NEVER, buildOf, expectFailure, failureOf, gitRef, read, sourceIn, valueOf } from './source.fixture.js'
import { untar } from './untar.js'

let workshop: Workshop
const saved = { ...process.env }

beforeEach(() => { workshop = createWorkshop() })
afterEach(() => {
  process.env = { ...saved }
  workshop.remove()
})

describe('values that would be options or commands', () => {
  it('run nothing, in whatever place of whatever question', async () => {
    const canary = join(workshop.path, 'canary')
    const origin = workshop.repository()
    const commit = origin.commit([{ path: 'Dockerfile', text: 'FROM scratch' }])
    const source = sourceIn(workshop)
    valueOf(await source.fetch(gitRef(origin.url), NEVER))
    for (const payload of payloads(canary)) {
      for (const repository of [gitRef(payload), gitRef(origin.url, payload), gitRef(`${origin.url}${payload}`), gitRef(`ssh://${payload}/x`), gitRef(`${payload}@127.0.0.1:x`)]) {
        expect(['source-refused', 'source-ref-missing', 'source-unreachable', 'source-auth-failed']).toContain(failureOf(await source.fetch(repository, NEVER)).code)
        expect((await source.current(repository, NEVER)).ok).toBe(false)
      }
      const here = { repository: gitRef(origin.url), commit }
      expectFailure(await source.readFile({ ...here, commit: payload }, { path: 'Dockerfile', maxBytes: 10 }, NEVER), 'source-refused')
      const file = await source.readFile(here, { path: payload, maxBytes: 10 }, NEVER)
      expect(file.ok ? file.value : undefined).toBeUndefined()
      expect((await source.treeDigest(here, payload, NEVER)).ok).toBe(false)
      expect((await source.buildContext(buildOf(gitRef(origin.url), commit, { path: payload }), NEVER)).ok).toBe(false)
      expect((await source.buildContext(buildOf(gitRef(origin.url), commit, { dockerfile: payload }), NEVER)).ok).toBe(false)
    }
    expect(existsSync(canary)).toBe(false)
  })

  it('carry neither control bytes nor a password into a message', async () => {
    const failure = expectFailure(await sourceIn(workshop).fetch(gitRef('https://user:hunter2@example.com/\u001b[31mx'), NEVER), 'source-refused')
    expect(JSON.stringify(failure)).not.toMatch(/hunter2|\\u001b|[\u0000-\u001f]/)
  })
})

describe('the environment of git', () => {
  it('is not the one of the process', async () => {
    const canary = join(workshop.path, 'canary')
    const evil = join(workshop.path, 'evil.sh')
    writeFileSync(evil, `#!/bin/sh\ntouch ${canary}\nexit 1\n`, { mode: 0o755 })
    const home = join(workshop.path, 'home')
    mkdirSync(home)
    writeFileSync(join(home, '.gitconfig'), `[core]\n\tfsmonitor = ${evil}\n[url "file:///nowhere"]\n\tinsteadOf = file://\n[transfer]\n\thideRefs = refs\n`)
    Object.assign(process.env, {
      HOME: home, GIT_DIR: '/nowhere', GIT_WORK_TREE: '/nowhere', GIT_CONFIG_GLOBAL: join(home, '.gitconfig'), GIT_SSH: evil, GIT_SSH_COMMAND: evil, GIT_ASKPASS: evil, GIT_EXTERNAL_DIFF: evil,
      GIT_PROXY_COMMAND: evil, GIT_EDITOR: evil, GIT_PAGER: evil, PAGER: evil, GIT_TRACE: join(workshop.path, 'trace'), GIT_ALLOW_PROTOCOL: 'ext', GIT_CONFIG_COUNT: '1', GIT_CONFIG_KEY_0: 'core.fsmonitor', GIT_CONFIG_VALUE_0: evil,
      GIT_OBJECT_DIRECTORY: '/nowhere', GIT_EXEC_PATH: '/nowhere', GIT_TEMPLATE_DIR: home, GIT_NAMESPACE: 'x', GIT_SHALLOW_FILE: '/nowhere',
    })
    const origin = workshop.repository()
    const commit = origin.commit([{ path: 'a', text: '1' }])
    const source = sourceIn(workshop)
    expect(valueOf(await source.fetch(gitRef(origin.url), NEVER)).commit).toBe(commit)
    expect(valueOf(await read(source, gitRef(origin.url), { commit, path: 'a' }))).toBe('1')
    expect(existsSync(canary)).toBe(false)
    expect(existsSync(join(workshop.path, 'trace'))).toBe(false)
  })

  it('runs no hook and no filter that a mirror or a tree brings along', async () => {
    const canary = join(workshop.path, 'canary')
    const origin = workshop.repository()
    const commit = origin.commit([{ path: 'a', text: '$Id$' }, { path: '.gitattributes', text: '* ident export-subst filter=evil\na export-ignore\n' }, { path: 'Dockerfile', text: 'FROM scratch' }, { path: '.gitmodules', text: `[submodule "x"]\n\tpath = x\n\turl = ext::sh -c touch% ${canary}\n` }, { path: 'x', mode: '160000', text: '1'.repeat(40) }])
    const source = sourceIn(workshop)
    valueOf(await source.fetch(gitRef(origin.url), NEVER))
    const context = await untar(valueOf(await source.buildContext(buildOf(gitRef(origin.url), commit), NEVER)))
    expect(context.get('a')?.text).toBe('$Id$')
    expect([...context.keys()].sort()).toEqual(['.gitattributes', '.gitmodules', 'Dockerfile', 'a'])
    expect(existsSync(canary)).toBe(false)
  })
})

describe('paths', () => {
  it('never lead outside of the tree', async () => {
    const origin = workshop.repository()
    const commit = origin.commit([{ path: 'dir/in', text: 'inside' }, { path: 'Dockerfile', text: 'x' }])
    const source = sourceIn(workshop)
    valueOf(await source.fetch(gitRef(origin.url), NEVER))
    const part = fc.constantFrom('..', '.', 'dir', 'in', '', '/', '\\', '\0', 'etc', 'passwd', '%2e%2e', '.git', 'HEAD', '\u2025', 'Dockerfile', ':', '*')
    await fc.assert(fc.asyncProperty(fc.array(part, { maxLength: 8 }).map((parts) => parts.join('/')), async (path) => {
      const result = await read(source, gitRef(origin.url), { commit, path })
      const text = result.ok ? result.value : undefined
      expect([undefined, 'inside', 'x']).toContain(text)
      if (text !== undefined) expect(path.replace(/^(\.\/)+/, '').replace(/\/$/, '')).toBe(text === 'x' ? 'Dockerfile' : 'dir/in')
    }), { numRuns: 2_000 })
  })

  it('refuse every link and submodule, as a file, as a Dockerfile and on the way to either', async () => {
    const origin = workshop.repository()
    const tricks = LINK_TRICKS()
    const entries = tricks.flatMap(({ entry }, index) => [{ ...entry, path: `t${String(index)}/${entry.path}` }, { path: `t${String(index)}/real/Dockerfile`, text: 'FROM scratch' }, { path: `t${String(index)}/real/secret`, text: 's3cret' }])
    const commit = origin.commit(entries)
    const source = sourceIn(workshop)
    valueOf(await source.fetch(gitRef(origin.url), NEVER))
    for (const [index, { entry, folder }] of tricks.entries()) {
      const base = [`t${String(index)}`, folder].filter(Boolean).join('/')
      const failure = expectFailure(await read(source, gitRef(origin.url), { commit, path: `${base}/mist.yaml` }), 'source-refused')
      expect(`${entry.path} → ${String(entry.text)}: ${JSON.stringify(failure)}`).not.toMatch(/s3cret|root:/)
      expectFailure(await source.buildContext(buildOf(gitRef(origin.url), commit, { path: base, dockerfile: 'mist.yaml' }), NEVER), 'source-refused')
    }
    const listed = valueOf(await source.listFiles({ repository: gitRef(origin.url), commit }, '.', NEVER))
    expect(listed.filter((path) => !path.includes('/real/'))).toEqual([])
  })

  it('read no more than they may', async () => {
    const origin = workshop.repository()
    const commit = origin.commit([{ path: 'big', text: 'x'.repeat(2_000_000) }, { path: 'binary', text: Buffer.from([0xff, 0xfe, 0x00]) }, { path: 'exact', text: 'x'.repeat(10) }])
    const source = sourceIn(workshop)
    valueOf(await source.fetch(gitRef(origin.url), NEVER))
    expect(expectFailure(await read(source, gitRef(origin.url), { commit, path: 'big', maxBytes: 1_000 }), 'source-refused').cause).toContain('2000000 bytes')
    expect(expectFailure(await read(source, gitRef(origin.url), { commit, path: 'binary' }), 'source-refused').cause).toContain('UTF-8')
    expect(valueOf(await read(source, gitRef(origin.url), { commit, path: 'exact', maxBytes: 10 }))).toBe('x'.repeat(10))
    expectFailure(await read(source, gitRef(origin.url), { commit, path: 'exact', maxBytes: 9 }), 'source-refused')
    expect(valueOf(await read(source, gitRef(origin.url), { commit, path: 'absent' }))).toBeUndefined()
    expectFailure(await read(source, gitRef(origin.url), { commit: '0'.repeat(40), path: 'exact' }), 'source-corrupt')
  })

  it('are listed up to a bound: a few kilobytes can name a million files', async () => {
    const origin = workshop.repository()
    const blob = execFileSync('git', ['hash-object', '-w', '--stdin'], { cwd: origin.path, encoding: 'utf8', input: '' }).trim()
    let tree = makeTree(origin, 'blob', blob)
    for (let level = 0; level < 5; level += 1) tree = makeTree(origin, 'tree', tree)
    const commit = origin.git('commit-tree', tree, '-m', 'A bomb')
    origin.git('update-ref', 'refs/heads/main', commit)
    const source = sourceIn(workshop)
    const refused = expectFailure(await source.fetch(gitRef(origin.url), NEVER), 'source-refused')
    expect(refused.cause).toContain(`longer than ${String(TREE_LIMIT_BYTES / 1024 / 1024)} MB`)
    const next = origin.commit([{ path: 'mist.yaml', text: 'good' }])
    expect(valueOf(await source.fetch(gitRef(origin.url), NEVER)).commit).toBe(next)
  })

  it('refuse a context with names that no engine may see', async () => {
    const origin = workshop.repository()
    const source = sourceIn(workshop)
    for (const path of ['.git/config', 'a/.GIT/hooks/x', '..']) {
      const commit = origin.commit([{ path: 'Dockerfile', text: 'x' }, { path, text: 'evil' }])
      valueOf(await source.fetch(gitRef(origin.url), NEVER))
      expectFailure(await source.buildContext(buildOf(gitRef(origin.url), commit), NEVER), 'build-context-invalid')
    }
  })
})

/** Ten entries that are all the same. */
function makeTree({ path }: TestRepository, type: 'blob' | 'tree', id: string): string {
  const lines = Array.from({ length: 10 }, (_, at) => `${type === 'blob' ? '100644' : '040000'} ${type} ${id}\t${String(at)}\n`)
  return execFileSync('git', ['mktree'], { cwd: path, encoding: 'utf8', input: lines.join('') }).trim()
}

interface Trick {
  readonly entry: Entry
  /** Where mist.yaml is then looked for. */
  readonly folder: string
}

function LINK_TRICKS(): readonly Trick[] {
  const targets = ['/etc/passwd', '/etc/shadow', '../../../../etc/passwd', 'real/secret', './real/secret', '.', '..', '/', '/proc/self/environ', '/dev/zero', 'mist.yaml', 'missing', '~/.ssh/id_rsa', '.git/config', 'real/../real/secret']
  const gitlink = { mode: '160000', text: '2'.repeat(40) } as const
  return [
    ...targets.map((text): Trick => ({ entry: { path: 'mist.yaml', mode: '120000', text }, folder: '' })),
    ...targets.map((text): Trick => ({ entry: { path: 'web', mode: '120000', text }, folder: 'web' })),
    { entry: { path: 'a/b', mode: '120000', text: '../real' }, folder: 'a/b' },
    { entry: { ...gitlink, path: 'mist.yaml' }, folder: '' },
    { entry: { ...gitlink, path: 'web' }, folder: 'web' },
  ]
}

function payloads(canary: string): readonly string[] {
  return [
    `--upload-pack=touch ${canary}`, `-u touch ${canary}`, `--exec=touch ${canary}`, `-oProxyCommand=touch ${canary}`, `--config=core.fsmonitor=touch ${canary}`, `-c core.sshCommand="touch ${canary}"`, `ext::sh -c "touch ${canary}"`, `ext::touch% ${canary}`,
    `$(touch ${canary})`, `\`touch ${canary}\``, `; touch ${canary}`, `| touch ${canary}`, `&& touch ${canary}`, `\ntouch ${canary}\n`, `' ; touch ${canary} #`, `" ; touch ${canary} #`, `--output=${canary}`, `-o${canary}`, `--git-dir=${canary}`, `-C ${canary}`,
    `--template=${canary}`, `--separate-git-dir=${canary}`, `--receive-pack=touch ${canary}`, `main:${canary}`, `+refs/heads/*:refs/heads/*`, `HEAD^{/x}`, `:/x`, `@{-1}`, '--all', '--stdin', '--', '-', '-h', '--help', '--version', '\0', 'a\0b', '$IFS', '%0atouch', '../../x', `file://${canary}`,
  ]
}
