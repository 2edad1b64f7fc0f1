/** Short forms spelled out, in one order, and nothing defaulted that resolve has to decide. */
import { describe, expect, it } from 'vitest'
import { manifestSchema } from '../../src/manifest/manifest.gen.js'
import { BUILD_DEFAULTS } from '../../src/manifest/normalize-app.js'
import { DOMAIN_DEFAULTS } from '../../src/manifest/normalize-domain.js'
import { PUBLISH_DEFAULTS } from '../../src/manifest/forms/publish.js'
import { VOLUME_DEFAULTS } from '../../src/manifest/forms/volume.js'
import { appOf, valid } from './support.js'

const RECIPIENT = 'age1q4zfmz46mku06nzca2vqgccuyavlwz2xdvup4c3zgw07xjxzyu7qyn0dny'

describe('loadManifest', () => {
  it('spells out the smallest file', () => {
    expect(valid('version: 1\nprojects: { shop: { apps: { web: { image: a:1, port: 80, domains: [a.localhost] } } } }')).toEqual({
      defaults: {},
      policy: {},
      storages: [],
      projects: [{
        name: 'shop', labels: {}, env: {},
        apps: [{
          name: 'web', type: 'web', artifact: { kind: 'image', ref: 'a:1' }, port: 80, domains: [{ host: 'a.localhost', path: '/' }],
          env: {}, secrets: [], volumes: [], files: [], binds: [], dependsOn: [], labels: {}, publish: [],
        }],
      }],
    })
  })

  it('reads everything around the projects', () => {
    expect(valid('version: 1\ningress: { domain: a.b }\ndefaults: { restart: always, limits: { cpus: 0.5, memory: 1g, pids: 9 }, logs: { maxSize: 1k, maxFiles: 2 } }\npolicy: { prune: false, drift: report }')).toEqual({
      ingressDomain: 'a.b',
      defaults: { restart: 'always', limits: { cpus: 0.5, memoryBytes: 1_073_741_824, pids: 9 }, logs: { maxSizeBytes: 1024, maxFiles: 2 } },
      policy: { prune: false, drift: 'report' },
      storages: [],
      projects: [],
    })
  })

  it('reads places for backups, sorted by name', () => {
    const storages = `storage:
  offsite: { s3: mist-backups, endpoint: "https://s3.example.com/", region: eu-1, prefix: hosts/a, credentials: { secret: S3_KEYS }, encrypt: [${RECIPIENT}] }
  disk: { path: /srv/backups/ }
`
    expect(valid(`version: 1\n${storages}`).storages).toEqual([
      { name: 'disk', kind: 'path', path: '/srv/backups' },
      { name: 'offsite', kind: 's3', bucket: 'mist-backups', endpoint: 'https://s3.example.com', region: 'eu-1', prefix: 'hosts/a', secret: 'S3_KEYS', recipients: [RECIPIENT] },
    ])
  })

  it('sorts projects and apps by name, whatever the order of the file', () => {
    const manifest = valid('version: 1\nprojects: { b: { apps: { z: { image: a:1 }, y: { image: a:1 } } }, a: { apps: {} } }')
    expect(manifest.projects.map(({ name, apps }) => [name, apps.map((app) => app.name)])).toEqual([['a', []], ['b', ['y', 'z']]])
  })

  it.each([
    ['image: a:1', 'service'],
    ['image: a:1\nport: 80', 'web'],
    ['image: a:1\nport: 80\ndomains: [a.b]', 'web'],
    ['image: a:1\nport: 80\ntype: service', 'service'],
    ['image: a:1\nport: 80\ntype: web', 'web'],
  ])('%j is a %s', (body, type) => {
    expect(appOf(body).type).toBe(type)
  })

  it.each([
    ['image: a:1', { kind: 'image', ref: 'a:1' }],
    ['build: .', { kind: 'build', path: '.', dockerfile: 'Dockerfile', args: {} }],
    ['build: ./services//web/', undefined],
    ['build: ./services/web/', { kind: 'build', path: 'services/web', dockerfile: 'Dockerfile', args: {} }],
    ['build: { path: a, dockerfile: docker/Web, target: prod, args: { V: 3.10, N: 012 } }', { kind: 'build', path: 'a', dockerfile: 'docker/Web', target: 'prod', args: { V: '3.10', N: '012' } }],
    ['build: { secrets: { npmrc: { secret: NPM_TOKEN }, ca.pem: { secret: CA } } }', { kind: 'build', path: '.', dockerfile: 'Dockerfile', args: {}, secrets: { npmrc: 'NPM_TOKEN', 'ca.pem': 'CA' } }],
    ['build: { path: ., watch: [lib/, ./a, lib] }', { kind: 'build', path: '.', dockerfile: 'Dockerfile', args: {}, watch: ['a', 'lib'] }],
    ['git: https://h/a.git#main', { kind: 'build', git: { url: 'https://h/a.git', ref: 'main' }, path: '.', dockerfile: 'Dockerfile', args: {} }],
    ['git: { url: git@h:a.git }\nbuild: b', { kind: 'build', git: { url: 'git@h:a.git', ref: '' }, path: 'b', dockerfile: 'Dockerfile', args: {} }],
  ])('%j says what to run', (body, artifact) => {
    if (artifact === undefined) expect(() => appOf(body)).toThrow('malformed')
    else expect(appOf(body).artifact).toEqual(artifact)
  })

  it('keeps env, labels and words as they are written', () => {
    const app = appOf('image: a:1\nenv: { A: 01234, B: 3.10, C: yes, D: "x", E: "", F: 1e400, G: 12345678901234567890, H: True }\nlabels: { a.b/c: 007 }\ncommand: [run, 0010, "a b"]')
    const env = Object.fromEntries(Object.entries(app.env).map(([name, value]) => [name, value.kind === 'plain' ? value.value : '']))
    expect(env).toEqual({ A: '01234', B: '3.10', C: 'yes', D: 'x', E: '', F: '1e400', G: '12345678901234567890', H: 'True' })
    expect([app.labels, app.command]).toEqual([{ 'a.b/c': '007' }, ['run', '0010', 'a b']])
  })

  it('keeps every text that is legal in env, byte for byte', () => {
    expect(appOf('image: a:1\nenv: { A: "${X} $(id) `id` {{ env }} \\r\\n\\e 你 \\u202E" }').env['A']).toEqual({ kind: 'plain', value: '${X} $(id) `id` {{ env }} \r\n\u001b 你 \u202e' })
  })

  it('reads references', () => {
    expect(appOf('image: a:1\nenv: { A: { from: other.host } }').env).toEqual({ A: { kind: 'reference', app: 'other', output: 'host' } })
  })

  it('reads domains, volumes and ports in both forms', () => {
    const app = appOf('image: a:1\nport: 80\ndomains: [a.localhost, { host: b.localhost, path: /x, redirect: a.localhost }]\nvolumes: [d:/a/, { name: e, path: /b, readOnly: true }]\npublish: [80, "1.2.3.4:81:82/udp", { port: 83 }]')
    expect(app.domains).toEqual([{ host: 'a.localhost', path: '/' }, { host: 'b.localhost', path: '/x', redirect: 'a.localhost' }])
    expect(app.volumes).toEqual([{ name: 'd', path: '/a', readOnly: false, index: 0 }, { name: 'e', path: '/b', readOnly: true, index: 1 }])
    expect(app.publish).toEqual([
      { address: '127.0.0.1', port: 80, container: 80, protocol: 'tcp' },
      { address: '1.2.3.4', port: 81, container: 82, protocol: 'udp' },
      { address: '127.0.0.1', port: 83, container: 83, protocol: 'tcp' },
    ])
  })

  it('reads deploy in milliseconds and words', () => {
    const app = appOf('image: a:1\nport: 80\ndeploy: { strategy: canary, pre: "run \'a b\'", timeout: 2m, window: 500ms, drain: 0s, stop: 1h, keep: 1, canary: { weights: [1, 5], every: 1s } }')
    expect(app.deploy).toEqual({ strategy: 'canary', pre: ['run', 'a b'], timeoutMs: 120_000, windowMs: 500, drainMs: 0, stopMs: 3_600_000, keep: 1, canary: { weights: [1, 5], everyMs: 1_000 } })
    expect(appOf('image: a:1\ndeploy: { pre: [01, "x y"] }').deploy).toEqual({ pre: ['01', 'x y'] })
    expect(appOf('image: a:1')).not.toHaveProperty('deploy')
  })

  it.each([
    ['/healthz', { kind: 'http', path: '/healthz' }],
    ['{ path: /x, status: 200-299, port: 81 }', { kind: 'http', path: '/x', status: { from: 200, to: 299 }, port: 81 }],
    ['{ path: /x, status: 204 }', { kind: 'http', path: '/x', status: { from: 204, to: 204 } }],
    ['{ tcp: true }', { kind: 'tcp' }],
    ['{ tcp: 81 }', { kind: 'tcp', port: 81 }],
    ['{ cmd: a "b c", interval: 1s, timeout: 2s, retries: 4, startPeriod: 1m }', { kind: 'cmd', command: ['a', 'b c'], intervalMs: 1_000, timeoutMs: 2_000, retries: 4, startPeriodMs: 60_000 }],
  ])('reads health %s', (written, health) => {
    expect(appOf(`image: a:1\nport: 80\nhealth: ${written}`).health).toEqual(health)
  })

  it('follows anchors and merge keys', () => {
    const manifest = valid('version: 1\nx-base: &base { image: a:1, env: { A: 1 } }\nprojects: { p: { apps: { a: { <<: *base }, b: { <<: *base, image: b:1 } } } }')
    expect(manifest.projects[0]?.apps.map((app) => [app.artifact, app.env])).toEqual([
      [{ kind: 'image', ref: 'a:1' }, { A: { kind: 'plain', value: '1' } }],
      [{ kind: 'image', ref: 'b:1' }, { A: { kind: 'plain', value: '1' } }],
    ])
  })
})

describe('defaults of short forms', () => {
  it('are those of the schema', () => {
    const { definitions } = manifestSchema as { definitions: Record<string, { then: { properties: Record<string, { default?: unknown }> } }> }
    const of = (name: string) => Object.fromEntries(Object.entries(definitions[name]?.then.properties ?? {}).flatMap(([key, value]) => ('default' in value ? [[key, value.default]] : [])))
    expect([of('build'), of('domain'), of('volume'), of('publish')]).toEqual([BUILD_DEFAULTS, DOMAIN_DEFAULTS, VOLUME_DEFAULTS, PUBLISH_DEFAULTS])
  })
})
