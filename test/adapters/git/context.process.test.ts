/** What a build gets to see of a commit, and how its trees are told apart. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Entry, Workshop } from './repository.js'
import { createWorkshop } from './repository.js'
import { NEVER, buildOf, expectFailure, gitRef, sourceIn, valueOf } from './source.fixture.js'
import { untar } from './untar.js'

let workshop: Workshop

beforeEach(() => { workshop = createWorkshop() })
afterEach(() => { workshop.remove() })

describe('the build context of a commit', () => {
  it('holds files with their modes, links as links, and the time of the commit', async () => {
    const context = await contextOf([
      { path: 'Dockerfile', text: 'FROM scratch\n' }, { path: 'run.sh', text: '#!/bin/sh\n', mode: '100755' }, { path: 'empty', text: '' },
      { path: 'deep/er/file', text: 'x' }, { path: 'abs', text: '/etc/passwd', mode: '120000' }, { path: 'deep/up', text: '../../..', mode: '120000' }, { path: 'line\nbreak', text: 'odd' }, { path: 'ü.txt', text: 'ü' },
    ])
    expect(context.get('Dockerfile')).toEqual({ type: 'file', mode: 0o644, mtime: Date.parse('2026-02-03T04:05:06Z'), text: 'FROM scratch\n', link: '' })
    expect(context.get('run.sh')).toMatchObject({ type: 'file', mode: 0o755 })
    expect(context.get('empty')).toMatchObject({ type: 'file', text: '' })
    expect(context.get('deep/')).toMatchObject({ type: 'directory', mode: 0o755 })
    expect(context.get('deep/er/file')).toMatchObject({ text: 'x' })
    expect(context.get('abs')).toMatchObject({ type: 'symlink', link: '/etc/passwd' })
    expect(context.get('deep/up')).toMatchObject({ type: 'symlink', link: '../../..' })
    expect(context.get('line\nbreak')).toMatchObject({ text: 'odd' })
    expect(context.get('ü.txt')).toMatchObject({ text: 'ü' })
  })

  it('holds one folder only, with its own ignore file', async () => {
    const context = await contextOf([
      { path: '.dockerignore', text: '*' }, { path: 'Dockerfile', text: 'root' }, { path: 'web/Dockerfile', text: 'FROM scratch' },
      { path: 'web/.dockerignore', text: 'node_modules\n*.log\nDockerfile\n' }, { path: 'web/a.log', text: '' }, { path: 'web/node_modules/x/index.js', text: '' }, { path: 'web/src/a.ts', text: 'a' },
    ], { path: 'web' })
    expect([...context.keys()].sort()).toEqual(['.dockerignore', 'Dockerfile', 'src/', 'src/a.ts'])
  })

  it('prefers the ignore file of the Dockerfile', async () => {
    const context = await contextOf([
      { path: 'docker/api.Dockerfile', text: 'FROM scratch' }, { path: 'docker/api.Dockerfile.dockerignore', text: '*\n!keep\n' }, { path: '.dockerignore', text: 'keep' }, { path: 'keep', text: 'k' }, { path: 'drop', text: 'd' },
    ], { dockerfile: 'docker/api.Dockerfile' })
    expect([...context.keys()].sort()).toEqual(['.dockerignore', 'docker/', 'docker/api.Dockerfile', 'keep'])
  })

  it('is the same, byte for byte, each time', async () => {
    const origin = workshop.repository()
    const commit = origin.commit([{ path: 'Dockerfile', text: 'x' }, { path: 'b/c', text: '1' }, { path: 'a', text: '2' }])
    const source = sourceIn(workshop)
    valueOf(await source.fetch(gitRef(origin.url), NEVER))
    const bytes = async (): Promise<string> => {
      const parts: Uint8Array[] = []
      for await (const part of valueOf(await source.buildContext(buildOf(gitRef(origin.url), commit), NEVER))) parts.push(part)
      return Buffer.concat(parts).toString('base64')
    }
    expect(await bytes()).toBe(await bytes())
  })

  it('is built from the commit that was asked for, not from the newest', async () => {
    const origin = workshop.repository()
    const source = sourceIn(workshop)
    const old = origin.commit([{ path: 'Dockerfile', text: 'old' }])
    valueOf(await source.fetch(gitRef(origin.url), NEVER))
    origin.commit([{ path: 'Dockerfile', text: 'new' }], { parent: old })
    valueOf(await source.fetch(gitRef(origin.url), NEVER))
    const context = await untar(valueOf(await source.buildContext(buildOf(gitRef(origin.url), old), NEVER)))
    expect(context.get('Dockerfile')?.text).toBe('old')
  })

  it.each([
    ['there is no Dockerfile', {}, [{ path: 'a', text: '' }]],
    ['the Dockerfile is a folder elsewhere', { dockerfile: 'x/Dockerfile' }, [{ path: 'Dockerfile', text: '' }]],
    ['the folder does not exist', { path: 'nope' }, [{ path: 'Dockerfile', text: '' }]],
    ['the folder is a file', { path: 'Dockerfile' }, [{ path: 'Dockerfile', text: '' }]],
    ['the ignore file would cost too much', {}, [{ path: 'Dockerfile', text: '' }, { path: '.dockerignore', text: `${'*a'.repeat(30)}\n`.repeat(1_000) }, ...Array.from({ length: 400 }, (_, index): Entry => ({ path: `${'a'.repeat(200)}${String(index)}`, text: '' }))]],
  ] as const)('is refused when %s', async (_, over, entries) => {
    const origin = workshop.repository()
    const commit = origin.commit(entries)
    const source = sourceIn(workshop)
    valueOf(await source.fetch(gitRef(origin.url), NEVER))
    const failure = expectFailure(await source.buildContext(buildOf(gitRef(origin.url), commit, over), NEVER), 'build-context-invalid')
    expect(failure.help).toBeTruthy()
  })

  it('streams many megabytes, and stops when its reader does', async () => {
    const origin = workshop.repository()
    const big = Buffer.alloc(24 * 1024 * 1024, 7)
    const commit = origin.commit([{ path: 'Dockerfile', text: 'x' }, { path: 'big', text: big }, { path: 'zz', text: 'end' }])
    const source = sourceIn(workshop)
    valueOf(await source.fetch(gitRef(origin.url), NEVER))
    let size = 0
    for await (const part of valueOf(await source.buildContext(buildOf(gitRef(origin.url), commit), NEVER))) size += part.length
    expect(size).toBeGreaterThan(big.length)
    let seen = 0
    for await (const part of valueOf(await source.buildContext(buildOf(gitRef(origin.url), commit), NEVER))) {
      seen += part.length
      if (seen > 100_000) break
    }
    expect(seen).toBeLessThan(big.length)
  })

  it('ends with an exception when the work is called off', async () => {
    const origin = workshop.repository()
    const commit = origin.commit([{ path: 'Dockerfile', text: 'x' }, { path: 'big', text: Buffer.alloc(8 * 1024 * 1024) }])
    const source = sourceIn(workshop)
    valueOf(await source.fetch(gitRef(origin.url), NEVER))
    const work = new AbortController()
    const context = valueOf(await source.buildContext(buildOf(gitRef(origin.url), commit), work.signal))
    await expect(async () => {
      for await (const part of context) if (part.length > 0) work.abort()
    }).rejects.toThrow()
  })
})

describe('digests of trees', () => {
  it('are equal for equal trees, whatever the history, and change with content alone', async () => {
    const origin = workshop.repository()
    const source = sourceIn(workshop)
    const repository = gitRef(origin.url)
    const digest = async (commit: string, folder: string): Promise<string> => {
      valueOf(await source.fetch(repository, NEVER))
      return valueOf(await source.treeDigest({ repository, commit }, folder, NEVER))
    }
    const web = { path: 'web/a', text: '1' }
    const first = await digest(origin.commit([web, { path: 'doc', text: '1' }]), 'web')
    const second = await digest(origin.commit([web, { path: 'doc', text: '2' }]), './web/')
    const third = await digest(origin.commit([{ ...web, text: '2' }]), 'web')
    const executable = await digest(origin.commit([{ ...web, mode: '100755' }]), 'web')
    expect(first).toMatch(/^sha1:[0-9a-f]{40}$/)
    expect(second).toBe(first)
    expect(new Set([first, third, executable]).size).toBe(3)
    const root = origin.commit([web])
    expect(await digest(root, '.')).toBe(`sha1:${origin.git('rev-parse', `${root}^{tree}`)}`)
  })
})

async function contextOf(entries: readonly Entry[], over: { readonly path?: string; readonly dockerfile?: string } = {}): ReturnType<typeof untar> {
  const origin = workshop.repository()
  const commit = origin.commit(entries)
  const source = sourceIn(workshop)
  valueOf(await source.fetch(gitRef(origin.url), NEVER))
  return untar(valueOf(await source.buildContext(buildOf(gitRef(origin.url), commit, over), NEVER)))
}
