/** A plain folder behaves as a source does that has commits. */
import { chmodSync, mkdirSync, mkdtempSync, renameSync, rmSync, statSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createSource } from '../../../src/adapters/git/source.js'
import type { RepositoryRef } from '../../../src/model/resource.js'
import type { SourcePort } from '../../../src/ports.js'
import { NEVER, buildOf, expectFailure, read, valueOf } from './source.fixture.js'
import { untar } from './untar.js'

let root: string
let source: SourcePort
let folder: RepositoryRef

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'mist-folder-'))
  source = createSource({ stateDir: join(root, 'unused'), credentials: [], grants: { domains: [], publish: [], repositories: [] } })
  folder = { kind: 'folder', path: join(root, 'work') }
  put('mist.yaml', 'version: 1\n')
})

afterEach(() => { rmSync(root, { recursive: true, force: true }) })

describe('a plain folder as a source', () => {
  it('has a revision made of names, modes and contents', async () => {
    const first = await look()
    expect(first.label).toBe(`folder@sha256:${first.commit}`)
    expect(first.commit).toMatch(/^[0-9a-f]{64}$/)
    expect((await look()).commit).toBe(first.commit)
    const seen = [first.commit]
    for (const change of [() => { put('web/a', '1') }, () => { put('web/a', '2') }, () => { chmodSync(at('web/a'), 0o755) }, () => { renameSync(at('web/a'), at('web/b')) }, () => { symlinkSync('b', at('web/l')) }, () => { rmSync(at('web/b')) }]) {
      change()
      seen.push((await look()).commit)
    }
    expect(new Set(seen).size).toBe(seen.length)
  })

  it('does not change by times, by git or by installed packages', async () => {
    const { commit } = await look()
    utimesSync(at('mist.yaml'), 1, 1)
    put('.git/HEAD', 'ref: x')
    put('node_modules/x/index.js', '')
    put('web/node_modules/x/index.js', '')
    mkdirSync(at('empty'))
    expect((await look()).commit).toBe(commit)
  })

  it('notices a change that keeps size and time', async () => {
    const { commit } = await look()
    const { atime, mtime } = statSync(at('mist.yaml'))
    put('mist.yaml', 'version: 2\n')
    utimesSync(at('mist.yaml'), atime, mtime)
    expect((await look()).commit).not.toBe(commit)
  })

  it('answers only for what lies there now', async () => {
    const { commit } = await look()
    expect(valueOf(await read(source, folder, { commit, path: 'mist.yaml' }))).toBe('version: 1\n')
    put('mist.yaml', 'version: 2\n')
    expectFailure(await read(source, folder, { commit, path: 'mist.yaml' }), 'superseded')
    const next = await look()
    expectFailure(await read(source, folder, { commit, path: 'mist.yaml' }), 'superseded')
    expect(valueOf(await read(source, folder, { commit: next.commit, path: 'mist.yaml' }))).toBe('version: 2\n')
  })

  it('answers in a new process that never looked', async () => {
    const { commit } = await look()
    const other = createSource({ stateDir: root, credentials: [], grants: { domains: [], publish: [], repositories: [] } })
    expect(valueOf(await read(other, folder, { commit, path: 'mist.yaml' }))).toBe('version: 1\n')
  })

  it('follows no link and leads nowhere else', async () => {
    put('../secret', 's3cret')
    put('real/f', 'f')
    symlinkSync('../secret', at('out'))
    symlinkSync('mist.yaml', at('in'))
    symlinkSync('real', at('dir'))
    symlinkSync('/etc', at('etc'))
    const { commit } = await look()
    for (const path of ['out', 'in', 'dir/f', 'etc/passwd', '../secret', '/etc/passwd', 'real/../../secret', 'real']) expectFailure(await read(source, folder, { commit, path }), 'source-refused')
    expect(valueOf(await source.listFiles({ repository: folder, commit }, '.', NEVER))).toEqual(['mist.yaml', 'real/f'])
    expect(valueOf(await source.listFiles({ repository: folder, commit }, 'real', NEVER))).toEqual(['real/f'])
    expectFailure(await source.treeDigest({ repository: folder, commit }, 'dir', NEVER), 'source-refused')
  })

  it('does not follow a link that takes the place of a file after the look', async () => {
    put('sub/a', 'inside')
    const { commit } = await look()
    put('../secret/a', 's3cret')
    renameSync(at('sub'), at('gone'))
    symlinkSync('../secret', at('sub'))
    expectFailure(await read(source, folder, { commit, path: 'sub/a' }), 'superseded')
  })

  it('makes a context with modes, links and ignore rules', async () => {
    put('web/Dockerfile', 'FROM scratch')
    put('web/run', '#!', 0o755)
    put('web/.dockerignore', '*.log')
    put('web/x.log', '')
    put('web/sub/a', 'a')
    symlinkSync('/etc/passwd', at('web/abs'))
    const { commit } = await look()
    const context = await untar(valueOf(await source.buildContext(buildOf(folder, commit, { path: 'web' }), NEVER)))
    expect([...context.keys()].sort()).toEqual(['.dockerignore', 'Dockerfile', 'abs', 'run', 'sub/', 'sub/a'])
    expect(context.get('run')).toMatchObject({ mode: 0o755 })
    expect(context.get('abs')).toMatchObject({ type: 'symlink', link: '/etc/passwd' })
    expect(context.get('sub/a')).toMatchObject({ text: 'a' })
  })

  it('fails the context, and not the process, when a file changes while it is read', async () => {
    put('Dockerfile', 'FROM scratch')
    put('zz', 'x'.repeat(1_000))
    const { commit } = await look()
    const context = valueOf(await source.buildContext(buildOf(folder, commit), NEVER))
    put('zz', 'changed')
    await expect(untar(context)).rejects.toThrow('changed while it was read')
  })

  it('gives equal folders equal digests', async () => {
    put('a/f', '1')
    put('b/f', '1')
    put('c/f', '2')
    const { commit } = await look()
    const digest = async (path: string): Promise<string> => valueOf(await source.treeDigest({ repository: folder, commit }, path, NEVER))
    expect(await digest('a')).toBe(await digest('b'))
    expect(await digest('a')).not.toBe(await digest('c'))
    expect(await digest('.')).toMatch(/^sha256:[0-9a-f]{64}$/)
    expectFailure(await source.treeDigest({ repository: folder, commit }, 'nope', NEVER), 'build-context-invalid')
  })

  it('tells watched paths by their content, and nothing else', async () => {
    put('lib/f', '1')
    put('other/f', '1')
    const digest = async (): Promise<string> => valueOf(await source.pathsDigest({ repository: folder, commit: (await look()).commit }, { paths: ['lib'], optional: ['Dockerfile'] }, NEVER))
    const first = await digest()
    put('other/f', '2')
    expect(await digest()).toBe(first)
    put('lib/f', '2')
    const second = await digest()
    put('Dockerfile', 'x')
    expect(new Set([first, second, await digest()]).size).toBe(3)
  })

  it('says that the folder is missing or not named whole', async () => {
    expectFailure(await source.fetch({ kind: 'folder', path: join(root, 'nowhere') }, NEVER), 'source-unreachable')
    expectFailure(await source.fetch({ kind: 'folder', path: 'work' }, NEVER), 'source-refused')
    expectFailure(await source.fetch({ kind: 'folder', path: `${root}/work/../work` }, NEVER), 'source-refused')
    expectFailure(await source.fetch(folder, AbortSignal.abort()), 'aborted')
  })
})

async function look(): Promise<{ readonly commit: string; readonly label: string }> {
  return valueOf(await source.fetch(folder, NEVER))
}

function at(path: string): string {
  return join(root, 'work', path)
}

function put(path: string, text: string, mode = 0o644): void {
  mkdirSync(dirname(at(path)), { recursive: true })
  writeFileSync(at(path), text, { mode })
}
