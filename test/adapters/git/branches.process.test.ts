/** Branches of real repositories: which are told, which are brought here, and what is left when the remote is away. */
import { execFileSync } from 'node:child_process'
import { readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { BranchQuery } from '../../../src/ports.js'
import type { TestRepository, Workshop } from './repository.js'
import { createWorkshop } from './repository.js'
import { expectFailure, gitRef, NEVER, read, sourceIn, valueOf } from './source.fixture.js'

let workshop: Workshop
let origin: TestRepository

const ALL: BranchQuery = { patterns: ['**'], fetch: 'remote' }
const COMMITTED_AT = '2026-02-03T04:05:06.000Z'

beforeEach(() => {
  workshop = createWorkshop()
  origin = workshop.repository()
  origin.commit([{ path: 'a', text: 'main' }])
})
afterEach(() => { workshop.remove() })

function refsHere(): readonly string[] {
  const root = join(workshop.path, 'state', 'git')
  const [mirror = ''] = readdirSync(root)
  return execFileSync('git', ['for-each-ref', '--format=%(refname)', 'refs/mist/heads/'], { cwd: join(root, mirror), encoding: 'utf8' }).split('\n').filter((line) => line !== '')
}

async function fetched() {
  const source = sourceIn(workshop)
  valueOf(await source.fetch(gitRef(origin.url), NEVER))
  return source
}

describe('the branches of a repository', () => {
  it('are told with their newest commits, which can be read then, and with the default branch', async () => {
    const commit = origin.commit([{ path: 'a', text: 'x' }], { branch: 'feat/x' })
    origin.commit([{ path: 'a', text: 'y' }], { branch: 'feat/deep/y' })
    const source = await fetched()
    const list = valueOf(await source.branches(gitRef(origin.url), { patterns: ['feat/*'], fetch: 'remote' }, NEVER))
    expect(list).toEqual({ branches: [{ name: 'feat/x', commit, committedAt: COMMITTED_AT }], defaultBranch: 'main', unusable: 0 })
    expect(valueOf(await read(source, gitRef(origin.url), { commit, path: 'a' }))).toBe('x')
  })

  it('are followed when they move, by force too, and forgotten when they go', async () => {
    const first = origin.commit([{ path: 'a', text: '1' }], { branch: 'x' })
    origin.commit([{ path: 'a', text: '1' }], { branch: 'y', message: 'Another' })
    const source = await fetched()
    expect(valueOf(await source.branches(gitRef(origin.url), ALL, NEVER)).branches.map(({ name }) => name)).toEqual(['main', 'x', 'y'])
    expect(refsHere()).toHaveLength(3)
    const second = origin.commit([{ path: 'a', text: '2' }], { branch: 'x', message: 'Unrelated' })
    origin.git('update-ref', '-d', 'refs/heads/y')
    const list = valueOf(await source.branches(gitRef(origin.url), ALL, NEVER))
    expect(list.branches.find(({ name }) => name === 'x')?.commit).toBe(second)
    expect([second === first, list.branches.length, refsHere().length]).toEqual([false, 2, 2])
  })

  it('are known without the remote, in a new process too, as it told them last', async () => {
    origin.commit([{ path: 'a', text: 'x' }], { branch: 'x' })
    const told = valueOf(await (await fetched()).branches(gitRef(origin.url), ALL, NEVER))
    rmSync(origin.path, { recursive: true })
    const source = sourceIn(workshop)
    expectFailure(await source.branches(gitRef(origin.url), ALL, NEVER), 'source-unreachable')
    expect(valueOf(await source.branches(gitRef(origin.url), { ...ALL, fetch: 'local' }, NEVER))).toEqual(told)
  })

  it('are unknown when others were asked for, or none so far', async () => {
    const source = await fetched()
    expectFailure(await source.branches(gitRef(origin.url), { ...ALL, fetch: 'local' }, NEVER), 'source-ref-missing')
    valueOf(await source.branches(gitRef(origin.url), ALL, NEVER))
    expectFailure(await source.branches(gitRef(origin.url), { patterns: ['feat/*'], fetch: 'local' }, NEVER), 'source-ref-missing')
    expectFailure(await source.branches(gitRef(workshop.repository('other.git').url), ALL, NEVER), 'source-ref-missing')
  })

  it('with names that are no plain names go nowhere, and are counted', async () => {
    const commit = origin.git('rev-parse', 'main')
    for (const name of ['$(touch\u00a0x)', '-x', 'a`b', 'ü', '--upload-pack=x', 'a"b', "a'b", 'a;b', 'a{{b', 'HEAD']) origin.git('update-ref', `refs/heads/${name}`, commit)
    const list = valueOf(await (await fetched()).branches(gitRef(origin.url), ALL, NEVER))
    expect([list.branches.map(({ name }) => name), list.unusable]).toEqual([['main'], 10])
    expect(refsHere()).toHaveLength(1)
  })

  it('are refused when more match than anybody could want', async () => {
    const commit = origin.git('rev-parse', 'main')
    for (let count = 0; count < 100; count += 1) origin.git('update-ref', `refs/heads/x${String(count)}`, commit)
    const source = await fetched()
    const failure = expectFailure(await source.branches(gitRef(origin.url), ALL, NEVER), 'source-refused')
    expect(failure.cause).toBe('101 of them match, and at most 100 may')
    expect(valueOf(await source.branches(gitRef(origin.url), { patterns: ['x1*'], fetch: 'remote' }, NEVER)).branches).toHaveLength(11)
  })

  it('are none where the source is a plain folder', async () => {
    expect(valueOf(await sourceIn(workshop).branches({ kind: 'folder', path: workshop.path }, ALL, NEVER))).toEqual({ branches: [], unusable: 0 })
  })
})
