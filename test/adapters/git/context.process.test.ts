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

  it('holds what is watched, the Dockerfile and the ignore file, and nothing else', async () => {
    const files = ['.dockerignore', 'package.json', 'lib/a.ts', 'library/b.ts', 'services/web/Dockerfile', 'services/web/a.ts', 'services/api/a.ts'].map((path) => ({ path, text: path }))
    const context = await contextOf(files, { dockerfile: 'services/web/Dockerfile', watch: ['lib', 'package.json'] })
    expect([...context.keys()].sort()).toEqual(['.dockerignore', 'lib/', 'lib/a.ts', 'package.json', 'services/', 'services/web/', 'services/web/Dockerfile'])
    expect([...(await contextOf(files, { path: 'services', dockerfile: 'web/Dockerfile', watch: ['lib', 'services/web'] })).keys()].sort()).toEqual(['web/', 'web/Dockerfile', 'web/a.ts'])
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

describe('digests of watched paths', () => {
  it('change with what is watched, and with nothing else', async () => {
    const origin = workshop.repository()
    const source = sourceIn(workshop)
    const repository = gitRef(origin.url)
    const base = { 'lib/a': '1', 'lib/deep/b': '1', 'library/c': '1', 'package.json': '1', Dockerfile: '1', 'services/api/x': '1' }
    const digest = async (over: Readonly<Record<string, string>>, mode: '100644' | '100755' = '100644'): Promise<string> => {
      const commit = origin.commit(Object.entries({ ...base, ...over }).map(([path, text]) => ({ path, text, ...(path === 'lib/a' && { mode }) })))
      valueOf(await source.fetch(repository, NEVER))
      return valueOf(await source.pathsDigest({ repository, commit }, { paths: ['lib', 'package.json'], optional: ['Dockerfile', '.dockerignore'] }, NEVER))
    }
    const first = await digest({})
    expect(await digest({ 'library/c': '2', 'services/api/x': '2', README: 'new' })).toBe(first)
    const others = [await digest({ 'lib/deep/b': '2' }), await digest({ 'package.json': '2' }), await digest({ Dockerfile: '2' }), await digest({ '.dockerignore': '1' }), await digest({}, '100755'), await digest({ 'lib/new': '' })]
    expect(new Set([first, ...others]).size).toBe(others.length + 1)
  })

  it('are refused for a path that is not there, leads outside or through a link', async () => {
    const origin = workshop.repository()
    const source = sourceIn(workshop)
    const repository = gitRef(origin.url)
    const commit = origin.commit([{ path: 'a', text: '1' }, { path: 'link', text: '/etc', mode: '120000' }])
    valueOf(await source.fetch(repository, NEVER))
    const digest = (...paths: readonly string[]): ReturnType<typeof source.pathsDigest> => source.pathsDigest({ repository, commit }, { paths, optional: [] }, NEVER)
    expectFailure(await digest('a', 'nope'), 'build-context-invalid')
    expectFailure(await digest('../a'), 'source-refused')
    expectFailure(await digest('link/passwd'), 'source-refused')
    expect(valueOf(await digest('link'))).not.toBe(valueOf(await digest('a')))
    expect(valueOf(await digest('.'))).toMatch(/^sha256:[0-9a-f]{64}$/)
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

async function contextOf(entries: readonly Entry[], over: { readonly path?: string; readonly dockerfile?: string; readonly watch?: readonly string[] } = {}): ReturnType<typeof untar> {
  const origin = workshop.repository()
  const commit = origin.commit(entries)
  const source = sourceIn(workshop)
  valueOf(await source.fetch(gitRef(origin.url), NEVER))
  return untar(valueOf(await source.buildContext(buildOf(gitRef(origin.url), commit, over), NEVER)))
}
