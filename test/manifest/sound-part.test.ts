/** Mistakes of shape and mistakes against a rule in one file: all are told at once, and none that only the other one makes. */
import { describe, expect, it } from 'vitest'
import { loadManifest } from '../../src/manifest/load.js'

const HEAD = 'version: 1\nprojects:\n  shop:\n    apps:\n'

function told(text: string, included: readonly { readonly path: string; readonly text: string }[] = []): readonly string[] {
  return loadManifest({ root: { path: 'mist.yaml', text }, included }).diagnostics.map(({ at, rule }) => `${at.file}:${String(at.line)} ${rule}`)
}

describe('a file with a mistake of shape', () => {
  it('is judged by the rules in what is sound of it', () => {
    expect(told(`${HEAD}      web: { image: "web:1", prot: 80 }\n      job: { image: "job:1", dependsOn: [jbo] }\n      api: { port: 80, domains: [a.localhost] }\n`)).toEqual([
      'mist.yaml:5 unknown-key', 'mist.yaml:6 unknown-app', 'mist.yaml:7 artifact-missing',
    ])
  })

  it('is not said to lack the app that has the mistake', () => {
    expect(told(`${HEAD}      db: { template: postgres, wiht: {} }\n      web: { image: "web:1", dependsOn: [db], env: { URL: { from: db.url }, OTHER: { from: bd.url } } }\n`)).toEqual(['mist.yaml:5 unknown-key', 'mist.yaml:6 unknown-app'])
  })

  it('is not said to have no app that serves the target of a redirect', () => {
    const redirect = '      web: { image: "web:1", port: 80, domains: [{ host: a.localhost, redirect: b.localhost }] }\n'
    expect(told(`${HEAD}${redirect}`)).toEqual(['mist.yaml:5 redirect-target'])
    expect(told(`${HEAD}${redirect}      api: { image: "api:1", prot: 80, domains: [b.localhost] }\n`)).toEqual(['mist.yaml:6 unknown-key'])
  })

  it('is told of a wrong setting of a template and of a short form beside it', () => {
    expect(told(`${HEAD}      db: { template: postgres, with: { databse: x } }\n      web: { image: "web:1", limits: { memory: 1x } }\n      job: { image: "job:1", dependsOn: [jbo] }\n`)).toEqual([
      'mist.yaml:5 unknown-key', 'mist.yaml:6 malformed', 'mist.yaml:7 unknown-app',
    ])
  })

  it('without a version is told of all the rest', () => {
    expect(told('projects:\n  shop:\n    apps:\n      job: { image: "job:1", dependsOn: [jbo] }\n')).toEqual(['mist.yaml:1 missing-key', 'mist.yaml:4 unknown-app'])
  })

  it('leaves a project out that has the mistake itself, and judges the others', () => {
    expect(told('version: 1\nprojects:\n  shop:\n    evn: {}\n    apps:\n      job: { image: "job:1", dependsOn: [jbo] }\n  blog:\n    apps:\n      job: { image: "job:1", dependsOn: [jbo] }\n')).toEqual(['mist.yaml:4 unknown-key', 'mist.yaml:9 unknown-app'])
  })

  it.each(['defautls: {}\n', 'ingress: 5\n', 'templates: { pg: {} }\n'])('is judged no further when every app may be meant: %s', (line) => {
    const rules = told(`${HEAD}      job: { image: "job:1", dependsOn: [jbo] }\n${line}`)
    expect(rules.length).toBeGreaterThan(0)
    expect(rules.join(' ')).not.toContain('unknown-app')
  })

  it('is judged no further when a file of it cannot be read', () => {
    const text = `include: ['*.yaml']\n${HEAD}      job: { image: "job:1", dependsOn: [other] }\n`
    expect(told(text, [{ path: 'a.yaml', text: '{' }]).join(' ')).not.toContain('unknown-app')
    expect(told(text, [{ path: 'a.yaml', text: 'projects: { shop: { apps: { other: { image: "x:1", prot: 1 } } } }\n' }])).toEqual(['a.yaml:1 unknown-key'])
  })
})
