/** Several files as one manifest: which files belong to it, how they are merged, and whose line a complaint shows. */
import { describe, expect, it } from 'vitest'
import { loadManifest, matchIncludes, readIncludes } from '../../src/manifest/load.js'
import { lineOf } from './support.js'

const APP = (name: string) => `      ${name}: { image: "a:1" }\n`
const PROJECT = (name: string, ...apps: readonly string[]) => `projects:\n  ${name}:\n    apps:\n${apps.map(APP).join('')}`

function loadAll(root: string, files: Readonly<Record<string, string>>) {
  const included = Object.entries(files).map(([path, text]) => ({ path, text }))
  const { manifest, diagnostics } = loadManifest({ root: { path: 'mist.yaml', text: root }, included })
  return { names: manifest?.projects.flatMap((project) => project.apps.map((app) => `${project.name}/${app.name}`)), found: diagnostics.map(lineOf), diagnostics, manifest }
}

describe('readIncludes', () => {
  it('reads the patterns', () => {
    expect(readIncludes({ path: 'f', text: 'version: 1\ninclude: [apps/*.yaml, other.yml]\n' })).toEqual(['apps/*.yaml', 'other.yml'])
  })

  it.each(['version: 1', 'include: text', 'include: [1, [a]]', 'a: [', '', '['.repeat(5_000)])('reads none from %j', (text) => {
    expect(readIncludes({ path: 'f', text })).toEqual([])
  })
})

describe('matchIncludes', () => {
  const PATHS = ['apps/b.yaml', 'apps/a.yaml', 'apps/deep/c.yaml', 'apps/a.yml', 'mist.yaml', 'team-x.yaml', 'team-x.d.yaml']

  it.each([
    [['apps/*.yaml'], ['apps/a.yaml', 'apps/b.yaml']],
    [['*.yaml'], ['mist.yaml', 'team-x.d.yaml', 'team-x.yaml']],
    [['team-*.yaml'], ['team-x.d.yaml', 'team-x.yaml']],
    [['*-*.d.yaml'], ['team-x.d.yaml']],
    [['apps/a.yaml', 'apps/*.yaml'], ['apps/a.yaml', 'apps/b.yaml']],
    [['apps/a*a.yaml'], []],
    [['nothing.yaml'], []],
    [['apps/[ab].yaml'], []],
    [['apps/deep/c.yaml'], ['apps/deep/c.yaml']],
  ])('%j names %j', (patterns, paths) => {
    expect(matchIncludes(patterns, PATHS)).toEqual(paths)
  })

  it('answers at once, however many stars a pattern has', () => {
    expect(matchIncludes([`${'*a'.repeat(60)}.yaml`], [`${'a'.repeat(200)}.yml`])).toEqual([])
  })
})

describe('included files', () => {
  it('add projects, and apps to a project', () => {
    const { names, found } = loadAll(`version: 1\ninclude: [a.yaml, b.yaml]\n${PROJECT('shop', 'web')}`, { 'a.yaml': PROJECT('shop', 'db'), 'b.yaml': `version: 1\n${PROJECT('blog', 'web')}` })
    expect([names, found]).toEqual([['blog/web', 'shop/db', 'shop/web'], []])
  })

  it('may bring all the projects', () => {
    expect(loadAll('version: 1\ninclude: [a.yaml]\n', { 'a.yaml': PROJECT('shop', 'db') }).names).toEqual(['shop/db'])
  })

  it('merge env and labels of a project by name', () => {
    const { manifest } = loadAll('version: 1\ninclude: [a.yaml]\nprojects: { p: { env: { A: 1 }, apps: {} } }', { 'a.yaml': 'projects: { p: { env: { B: 2 }, labels: { c: d }, apps: {} } }' })
    expect(manifest?.projects[0]).toMatchObject({ env: { A: { value: '1' }, B: { value: '2' } }, labels: { c: 'd' } })
  })

  it('may not define an app twice: both places are named', () => {
    const { found, diagnostics } = loadAll(`version: 1\ninclude: [a.yaml]\n${PROJECT('shop', 'web')}`, { 'a.yaml': PROJECT('shop', 'db', 'web') })
    expect(found).toEqual(['a.yaml:5:7 error duplicate-name: web is defined in two files'])
    expect(diagnostics[0]?.related).toEqual([{ at: { file: 'mist.yaml', line: 6, column: 7, length: 3 }, message: 'first defined here' }])
  })

  it('may not define a variable of a project twice', () => {
    expect(loadAll('version: 1\ninclude: [a.yaml]\nprojects: { p: { env: { A: 1 }, apps: {} } }', { 'a.yaml': 'projects: { p: { env: { A: 1 }, apps: {} } }' }).found).toEqual(['a.yaml:1:25 error duplicate-name: A is defined in two files'])
  })

  it('have no say about the whole', () => {
    expect(loadAll('version: 1\ninclude: [a.yaml]\n', { 'a.yaml': 'include: [b.yaml]\ningress: { domain: x.y }\ndefaults: {}\npolicy: { prune: false }\n' }).found.map((line) => line.split(':').slice(0, 4).join(':'))).toEqual([
      'a.yaml:1:1 error root-only-key: include cannot stand in an included file',
      'a.yaml:2:1 error root-only-key: ingress cannot stand in an included file',
      'a.yaml:3:1 error root-only-key: defaults cannot stand in an included file',
      'a.yaml:4:1 error root-only-key: policy cannot stand in an included file',
    ])
  })

  it('show their own lines, each file for itself', () => {
    const { found } = loadAll('version: 1\ninclude: [a.yaml, b.yaml]\nx: 1\n', { 'a.yaml': 'projects: [\n', 'b.yaml': 'version: 2\n' })
    expect(found.map((line) => line.split(' ')[0])).toEqual(['a.yaml:1:11', 'b.yaml:1:10', 'mist.yaml:3:1'])
  })

  it('are judged by the rules together', () => {
    const { found } = loadAll('version: 1\ninclude: [a.yaml]\nprojects: { p: { apps: { a: { image: "x:1", port: 80, domains: [h.localhost] } } } }', { 'a.yaml': 'projects: { q: { apps: { b: { image: "x:1", port: 80, domains: [h.localhost] } } } }' })
    expect(found).toEqual(['a.yaml:1:65 error duplicate-host: h.localhost already belongs to p/a'])
  })

  it('must exist when they are named, and a pattern without a file is worth a look', () => {
    expect(loadAll('version: 1\ninclude: [a.yaml, "x-*.yaml"]\n', {}).found).toEqual([
      'mist.yaml:2:11 error include-missing: there is no file a.yaml',
      'mist.yaml:2:19 warning include-empty: no file matches x-*.yaml',
    ])
  })

  it('cannot be the file itself', () => {
    expect(loadAll('version: 1\ninclude: [mist.yaml]\n', {}).found).toEqual(['mist.yaml:2:11 error include-self: the file includes itself'])
  })

  it('may match the file itself by a pattern, which changes nothing', () => {
    const { names, found } = loadAll(`version: 1\ninclude: ["*.yaml"]\n${PROJECT('shop', 'web')}`, { 'mist.yaml': 'never read', 'other.yaml': PROJECT('blog', 'web') })
    expect([names, found]).toEqual([['blog/web', 'shop/web'], []])
  })

  it('give the same manifest in whatever order they come', () => {
    const files = { 'a.yaml': PROJECT('shop', 'a'), 'b.yaml': PROJECT('shop', 'b'), 'c.yaml': PROJECT('blog', 'c') }
    const reversed = Object.fromEntries(Object.entries(files).reverse())
    expect(loadAll('version: 1\ninclude: ["*.yaml"]\n', reversed)).toEqual(loadAll('version: 1\ninclude: ["*.yaml"]\n', files))
  })
})
