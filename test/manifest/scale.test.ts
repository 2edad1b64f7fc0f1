/** Large files: they load, and the work grows with their size and not with its square. Work is counted, never timed. */
import { describe, expect, it } from 'vitest'
import { normalize } from '../../src/manifest/normalize.js'
import { parseFile } from '../../src/manifest/parse.js'
import { checkRules } from '../../src/manifest/rules.js'
import { ruleContext } from '../../src/manifest/rules/context.js'
import { load, remarks } from './support.js'
import { effort } from '../support/effort.js'

/** Apps with a host, a port, a reference, a dependency and a volume each, a hundred to a project. */
function manifestOf(apps: number): string {
  const projects = Array.from({ length: Math.ceil(apps / 100) }, (_, project) => {
    const lines = Array.from({ length: Math.min(100, apps - project * 100) }, (_unused, app) => {
      const needs = app === 0 ? '' : `, dependsOn: [a${String(app - 1)}], env: { URL: { from: a${String(app - 1)}.url }, N: "${String(app)}" }`
      return `      a${String(app)}: { image: "acme/app:1.${String(app)}", port: 80, domains: [a${String(app)}.p${String(project)}.localhost], publish: [${String(20_000 + project * 100 + app)}], volumes: ["data:/data"]${needs} }\n`
    })
    return `  p${String(project)}:\n    apps:\n${lines.join('')}`
  })
  return `version: 1\nprojects:\n${projects.join('')}`
}

/** Every property that the rules read of a manifest of that size. */
function readsOf(apps: number): number {
  const { tree } = parseFile({ path: 'f', text: manifestOf(apps) })
  if (tree === undefined) throw new Error('the text is not valid')
  let reads = 0
  const proxies = new WeakMap<object, object>()
  const watched = <T>(value: T): T => {
    if (typeof value !== 'object' || value === null) return value
    const known = proxies.get(value) ?? new Proxy(value, { get: (target, key, receiver) => watched(((reads += 1), Reflect.get(target, key, receiver))) })
    proxies.set(value, known)
    return known as T
  }
  const findings = checkRules(ruleContext({ manifest: watched(normalize(tree, new Map()).manifest), tree, host: undefined }))
  expect(findings).toEqual([])
  return reads
}

describe('loading a large file', () => {
  it('reads a thousand apps', () => {
    const { manifest, diagnostics } = load(manifestOf(1_000))
    expect(diagnostics).toEqual([])
    expect(manifest?.projects.flatMap((project) => project.apps)).toHaveLength(1_000)
  })

  it('costs the rules ten times as much for ten times the apps', () => {
    const [small, large] = [readsOf(100), readsOf(1_000)]
    expect(small).toBeGreaterThan(1_000)
    expect(large / small).toBeLessThan(11)
  })

  it('lists the first faults of a file that is wrong throughout, and says so', () => {
    const { diagnostics } = load(`version: 1\nprojects:\n  p:\n    apps:\n${Array.from({ length: 3_000 }, (_, app) => `      a${String(app)}: { imag: x }\n`).join('')}`)
    expect(remarks(diagnostics).slice(0, 2)).toEqual(['5:13 error unknown-key', '6:13 error unknown-key'])
    expect(diagnostics).toHaveLength(101)
    expect(diagnostics.at(-1)).toMatchObject({ rule: 'more-diagnostics', message: 'only the first 100 remarks are listed' })
  })

  it.each([
    ['open quotes', 'a: "b\n'.repeat(effort(20_000))],
    ['brackets', '][\n'.repeat(effort(20_000))],
    ['commas', `[${','.repeat(effort(99_000))}`],
    ['equal keys', 'a:  \n'.repeat(effort(20_000))],
    ['different keys', Array.from({ length: effort(20_000) }, (_, index) => `x-${String(index)}: 1\n`).join('')],
    ['block texts', '- |\n  x\n\n'.repeat(effort(7_000))],
    ['comments', `a:\n${' #\n'.repeat(effort(20_000))} b`],
  ])('comes to an end with many %s', (_name, text) => {
    expect(load(text).diagnostics.length).toBeLessThanOrEqual(101)
  })
})
