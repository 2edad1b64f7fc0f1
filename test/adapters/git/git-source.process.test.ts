/** The source on real repositories: refs, rewritten history, damaged copies. */
import { spawnSync } from 'node:child_process'
import { readdirSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Workshop } from './repository.js'
import { createWorkshop } from './repository.js'
import { NEVER, expectFailure, gitRef, read, sourceIn, valueOf } from './source.fixture.js'

let workshop: Workshop

beforeEach(() => { workshop = createWorkshop() })
afterEach(() => { workshop.remove() })

describe('fetching a git repository', () => {
  it('names the default branch, the commit and who made it', async () => {
    const origin = workshop.repository()
    const commit = origin.commit([{ path: 'mist.yaml', text: 'version: 1\n' }], { message: 'Say \u001b[31mhello\n\nbody' })
    const revision = valueOf(await sourceIn(workshop).fetch(gitRef(origin.url), NEVER))
    expect(revision).toEqual({ label: `main@sha1:${commit}`, ref: 'main', commit, subject: 'Say ?[31mhello', author: 'Ada', committedAt: '2026-02-03T04:05:06.000Z' })
  })

  it('answers from the copy here without the remote, in a new process too', async () => {
    const origin = workshop.repository()
    const commit = origin.commit([{ path: 'mist.yaml', text: 'a' }])
    valueOf(await sourceIn(workshop).fetch(gitRef(origin.url), NEVER))
    rmSync(origin.path, { recursive: true })
    const source = sourceIn(workshop)
    expect(valueOf(await source.current(gitRef(origin.url), NEVER)).commit).toBe(commit)
    expect(valueOf(await read(source, gitRef(origin.url), { commit, path: 'mist.yaml' }))).toBe('a')
    expectFailure(await source.fetch(gitRef(origin.url), NEVER), 'source-unreachable')
    expect(valueOf(await source.current(gitRef(origin.url), NEVER)).commit).toBe(commit)
  })

  it('says that nothing was fetched so far', async () => {
    expectFailure(await sourceIn(workshop).current(gitRef(workshop.repository().url), NEVER), 'source-ref-missing')
  })

  it('follows a rewritten history', async () => {
    const origin = workshop.repository()
    const source = sourceIn(workshop)
    const first = origin.commit([{ path: 'a', text: '1' }])
    const second = origin.commit([{ path: 'a', text: '2' }], { parent: first })
    expect(valueOf(await source.fetch(gitRef(origin.url), NEVER)).commit).toBe(second)
    const rewritten = origin.commit([{ path: 'a', text: '3' }], { message: 'Unrelated' })
    expect(valueOf(await source.fetch(gitRef(origin.url), NEVER)).commit).toBe(rewritten)
    origin.git('update-ref', 'refs/heads/main', first)
    expect(valueOf(await source.fetch(gitRef(origin.url), NEVER)).commit).toBe(first)
    expect(valueOf(await read(source, gitRef(origin.url), { commit: first, path: 'a' }))).toBe('1')
  })

  it('follows a default branch that was renamed', async () => {
    const origin = workshop.repository()
    const source = sourceIn(workshop)
    const commit = origin.commit([{ path: 'a', text: '1' }])
    expect(valueOf(await source.fetch(gitRef(origin.url), NEVER)).ref).toBe('main')
    origin.git('branch', '-m', 'main', 'trunk')
    origin.git('symbolic-ref', 'HEAD', 'refs/heads/trunk')
    expect(valueOf(await source.fetch(gitRef(origin.url), NEVER))).toMatchObject({ ref: 'trunk', commit, label: `trunk@sha1:${commit}` })
    expect(valueOf(await source.current(gitRef(origin.url, 'HEAD'), NEVER)).ref).toBe('trunk')
  })

  it('keeps the last copy when the branch is deleted', async () => {
    const origin = workshop.repository()
    const source = sourceIn(workshop)
    const commit = origin.commit([{ path: 'a', text: '1' }], { branch: 'release' })
    valueOf(await source.fetch(gitRef(origin.url, 'release'), NEVER))
    origin.git('update-ref', '-d', 'refs/heads/release')
    expectFailure(await source.fetch(gitRef(origin.url, 'release'), NEVER), 'source-ref-missing')
    expect(valueOf(await source.current(gitRef(origin.url, 'release'), NEVER)).commit).toBe(commit)
  })

  it('replaces a branch by one whose name lies below it', async () => {
    const origin = workshop.repository()
    const source = sourceIn(workshop)
    origin.commit([{ path: 'a', text: '1' }], { branch: 'x' })
    valueOf(await source.fetch(gitRef(origin.url, 'x'), NEVER))
    origin.git('update-ref', '-d', 'refs/heads/x')
    const commit = origin.commit([{ path: 'a', text: '2' }], { branch: 'x/y' })
    expect(valueOf(await source.fetch(gitRef(origin.url, 'x/y'), NEVER)).commit).toBe(commit)
  })

  it('resolves light and annotated tags to their commit, and prefers a branch', async () => {
    const origin = workshop.repository()
    const source = sourceIn(workshop)
    const first = origin.commit([{ path: 'a', text: '1' }])
    origin.git('tag', 'light', first)
    origin.git('tag', '-a', '-m', 'One', 'heavy', first)
    origin.git('tag', 'both', first)
    const second = origin.commit([{ path: 'a', text: '2' }], { branch: 'both' })
    expect(valueOf(await source.fetch(gitRef(origin.url, 'light'), NEVER)).commit).toBe(first)
    expect(valueOf(await source.fetch(gitRef(origin.url, 'heavy'), NEVER)).commit).toBe(first)
    expect(valueOf(await source.fetch(gitRef(origin.url, 'heavy'), NEVER)).commit).toBe(first)
    expect(valueOf(await source.fetch(gitRef(origin.url, 'both'), NEVER)).commit).toBe(second)
  })

  it('refuses a tag that names no commit', async () => {
    const origin = workshop.repository()
    const commit = origin.commit([{ path: 'a', text: '1' }])
    origin.git('tag', 'tree', `${commit}^{tree}`)
    expectFailure(await sourceIn(workshop).fetch(gitRef(origin.url, 'tree'), NEVER), 'source-ref-missing')
  })

  it('says that a repository is empty', async () => {
    const failure = expectFailure(await sourceIn(workshop).fetch(gitRef(workshop.repository().url), NEVER), 'source-ref-missing')
    expect(failure.cause).toContain('no commit')
  })

  it('says that there is no repository', async () => {
    expectFailure(await sourceIn(workshop).fetch(gitRef(`file://${workshop.path}/nowhere`), NEVER), 'source-unreachable')
  })

  it('does not mistake a ref with the same tail', async () => {
    const origin = workshop.repository()
    const commit = origin.commit([{ path: 'a', text: '1' }])
    origin.git('update-ref', 'refs/heads/x/refs/heads/main2', commit)
    expectFailure(await sourceIn(workshop).fetch(gitRef(origin.url, 'main2'), NEVER), 'source-ref-missing')
  })

  it('fetches many refs of one repository at the same time', async () => {
    const origin = workshop.repository()
    const source = sourceIn(workshop)
    const commits = Array.from({ length: 8 }, (_, index) => origin.commit([{ path: 'a', text: String(index) }], { branch: `b${String(index)}` }))
    const fetched = await Promise.all(commits.map((_, index) => source.fetch(gitRef(origin.url, `b${String(index)}`), NEVER)))
    expect(fetched.map((result) => valueOf(result).commit)).toEqual(commits)
  })

  it('copies no history', async () => {
    const origin = workshop.repository()
    let parent: string | undefined
    for (let index = 0; index < 5; index += 1) parent = origin.commit([{ path: 'a', text: String(index) }], parent === undefined ? {} : { parent })
    valueOf(await sourceIn(workshop).fetch(gitRef(origin.url), NEVER))
    expect(gitHere(['rev-list', '--all', '--count'])).toBe('1')
  })

  it('keeps what it writes to itself', async () => {
    const origin = workshop.repository()
    origin.commit([{ path: 'a', text: '1' }])
    valueOf(await sourceIn(workshop).fetch(gitRef(origin.url), NEVER))
    expect(statSync(mirror()).mode & 0o077).toBe(0)
    expect(statSync(join(workshop.path, 'state', 'git')).mode & 0o077).toBe(0)
  })

  it('ends with `aborted` when it is called off', async () => {
    const origin = workshop.repository()
    origin.commit([{ path: 'a', text: '1' }])
    const before = AbortSignal.abort()
    expectFailure(await sourceIn(workshop).fetch(gitRef(origin.url), before), 'aborted')
  })
})

describe('a damaged copy', () => {
  it.each([
    ['every object is cut to nothing', () => { for (const file of objectFiles()) truncateSync(file, 0) }],
    ['every object is deleted', () => { for (const file of objectFiles()) rmSync(file) }],
    ['HEAD is gone', () => { rmSync(join(mirror(), 'HEAD')) }],
    ['the configuration is garbage', () => { writeFileSync(join(mirror(), 'config'), '[[[\0') }],
    ['the record is garbage', () => { for (const name of readdirSync(mirror()).filter((file) => file.endsWith('.json'))) writeFileSync(join(mirror(), name), '{') }],
    ['a killed git left its locks', () => { writeFileSync(join(mirror(), 'shallow.lock'), ''); for (const name of readdirSync(join(mirror(), 'refs', 'mist'))) writeFileSync(join(mirror(), 'refs', 'mist', `${name}.lock`), '') }],
    ['the directory is a file', () => { const path = mirror(); rmSync(path, { recursive: true }); writeFileSync(path, '') }],
  ])('is replaced at the next fetch when %s', async (_, damage) => {
    const origin = workshop.repository()
    origin.commit([{ path: 'mist.yaml', text: '1' }, { path: 'sub/b', text: 'b' }])
    valueOf(await sourceIn(workshop).fetch(gitRef(origin.url), NEVER))
    damage()
    const commit = origin.commit([{ path: 'mist.yaml', text: '2' }, { path: 'sub/b', text: 'b' }])
    const source = sourceIn(workshop)
    const fetched = await source.fetch(gitRef(origin.url), NEVER)
    // What was shared with the damaged commit may be found missing only now; then the next fetch replaces the copy.
    const read1 = fetched.ok ? await read(source, gitRef(origin.url), { commit, path: 'sub/b' }) : fetched
    if (!read1.ok) expect(valueOf(await source.fetch(gitRef(origin.url), NEVER)).commit).toBe(commit)
    expect(valueOf(await read(source, gitRef(origin.url), { commit, path: 'sub/b' }))).toBe('b')
    expect(valueOf(await read(source, gitRef(origin.url), { commit, path: 'mist.yaml' }))).toBe('2')
    expect(readdirSync(join(workshop.path, 'state', 'git'))).toHaveLength(1)
  })

  it('is noticed when nothing new came, and replaced by the fetch after', async () => {
    const origin = workshop.repository()
    const commit = origin.commit([{ path: 'mist.yaml', text: '1' }])
    valueOf(await sourceIn(workshop).fetch(gitRef(origin.url), NEVER))
    for (const file of objectFiles()) truncateSync(file, 0)
    const local = sourceIn(workshop)
    expectFailure(await local.current(gitRef(origin.url), NEVER), 'source-corrupt')
    const source = sourceIn(workshop)
    valueOf(await source.fetch(gitRef(origin.url), NEVER))
    expect(valueOf(await read(source, gitRef(origin.url), { commit, path: 'mist.yaml' }))).toBe('1')
  })

  it('stays as it is while the remote is away', async () => {
    const origin = workshop.repository()
    const commit = origin.commit([{ path: 'mist.yaml', text: '1' }])
    const source = sourceIn(workshop)
    valueOf(await source.fetch(gitRef(origin.url), NEVER))
    rmSync(origin.path, { recursive: true })
    expectFailure(await source.fetch(gitRef(origin.url), NEVER), 'source-unreachable')
    expect(valueOf(await read(source, gitRef(origin.url), { commit, path: 'mist.yaml' }))).toBe('1')
  })
})

function mirror(): string {
  const root = join(workshop.path, 'state', 'git')
  const [name = ''] = readdirSync(root)
  return join(root, name)
}

function objectFiles(): readonly string[] {
  const root = join(mirror(), 'objects')
  return readdirSync(root, { recursive: true, encoding: 'utf8' }).map((name) => join(root, name)).filter((path) => statSync(path).isFile())
}

function gitHere(args: readonly string[]): string {
  return spawnSync('git', ['--git-dir', mirror(), ...args], { encoding: 'utf8' }).stdout.trim()
}
