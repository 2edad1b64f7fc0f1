/** Every rule as a table: what it refuses at which place, and what it lets pass. `▸` marks the place. */
import { describe, expect, it } from 'vitest'
import { normalize } from '../../src/manifest/normalize.js'
import { parseFile } from '../../src/manifest/parse.js'
import { RULES } from '../../src/manifest/rules.js'
import { ruleContext } from '../../src/manifest/rules/context.js'
import type { LoadInput } from '../../src/manifest/load.js'
import { around, HOST, lineOf, load, marked, remarks } from './support.js'

type Row = readonly [rule: string, text: string, message: string | RegExp]

/** One project `p` whose apps are the lines given. */
function project(...apps: readonly string[]): string {
  return `version: 1\nprojects:\n  p:\n    apps:\n${apps.map((app) => `      ${app}\n`).join('')}`
}

const LONG = 'a'.repeat(40)

const REFUSED: readonly Row[] = [
  ['artifact-missing', project('▸a: { port: 80 }'), 'a does not say what to run'],
  ['artifact-conflict', project('a: { image: "x:1", ▸build: . }'), 'a has an image and is built as well'],
  ['artifact-conflict', project('a: { image: "x:1", ▸git: "https://h/x" }'), 'a has an image and is built as well'],
  ['git-url', project('a: { git: ▸"http://h/x" }'), /http sends everything in the open$/],
  ['git-url', project('a: { git: { url: ▸"https://u:p@h/x" } }'), /it holds a user name or a password$/],
  ['git-url', project('a: { git: ▸"ext::sh#main" }'), /a remote helper would run a program$/],
  ['git-ref', project('a: { git: ▸"https://h/x#-x" }'), /it begins with a hyphen$/],
  ['git-ref', project('a: { git: { url: "https://h/x", ref: ▸a..b } }'), /it holds `\.\.`/],
  ['type-mismatch', project('a: { image: "x:1", type: ▸service, domains: [a.localhost] }'), 'a is said to be a service but has domains'],
  ['port-missing', project('a: { image: "x:1", ▸domains: [a.localhost] }'), 'a is a web app and has no port'],
  ['port-missing', project('a: { image: "x:1", ▸type: web }'), 'a is a web app and has no port'],
  ['duplicate-host', project('a: { image: "x:1", port: 80, domains: [h.localhost] }', 'b: { image: "x:1", port: 80, domains: [i.localhost, ▸h.localhost] }'), 'h.localhost already belongs to p/a'],
  ['duplicate-host', project('a: { image: "x:1", port: 80, domains: [h.localhost, { host: ▸h.localhost }] }'), 'h.localhost already belongs to p/a'],
  ['duplicate-host', project('a: { image: "x:1", port: 80, domains: [{ host: h.localhost, path: /x }, { host: ▸h.localhost, path: /x/ }] }'), 'h.localhost/x/ already belongs to p/a'],
  ['duplicate-host', project('a: { image: "x:1", port: 80 }', 'b: { image: "x:1", port: 80, domains: [▸p-a.localhost] }'), 'p-a.localhost already belongs to p/a'],
  ['duplicate-host', 'version: 1\nprojects:\n  a-b: { apps: { c: { image: "x:1", port: 80 } } }\n  a: { apps: { ▸b-c: { image: "x:1", port: 80 } } }', 'a-b-c.localhost is the automatic host of this app and already belongs to a-b/c'],
  ['auto-host-too-long', `version: 1\nprojects:\n  ${LONG}:\n    apps:\n      ▸${'b'.repeat(30)}: { image: "x:1", port: 80 }`, /would be longer than host names may be/],
  ['redirect-loop', project('a: { image: "x:1", port: 80, domains: [{ host: h.localhost, redirect: ▸h.localhost }] }'), 'h.localhost redirects to itself'],
  ['redirect-loop', project('a: { image: "x:1", port: 80, domains: [{ host: h.localhost, path: /x, redirect: ▸h.localhost }] }'), 'h.localhost redirects to itself'],
  ['duplicate-publish', project('a: { image: "x:1", publish: [80] }', 'b: { image: "x:1", publish: [▸"80:81"] }'), 'port 80/tcp of the host is already published by p/a'],
  ['duplicate-publish', project('a: { image: "x:1", publish: [80] }', 'b: { image: "x:1", publish: [▸"0.0.0.0:80:81"] }'), 'port 80/tcp of the host is already published by p/a'],
  ['duplicate-publish', project('a: { image: "x:1", publish: ["0.0.0.0:80:80", ▸"10.0.0.1:80:80"] }'), 'port 80/tcp of the host is already published by p/a'],
  ['publish-replicas', project('a: { image: "x:1", publish: [80], replicas: ▸2 }'), /only one of them could hold its host port$/],
  ['duplicate-volume-name', project('a: { image: "x:1", volumes: ["d:/a", ▸"d:/b"] }'), 'a mounts the volume d twice'],
  ['duplicate-volume-path', project('a: { image: "x:1", volumes: ["d:/a", { name: e, path: ▸/a/ }] }'), 'a mounts two volumes at /a'],
  ['mount-place', project('a: { image: "x:1", volumes: [▸"d:/proc/x"] }'), 'a volume cannot be mounted at /proc/x'],
  ['mount-place', project('a: { image: "x:1", volumes: [▸"d:/dev"] }'), 'a volume cannot be mounted at /dev'],
  ['shared-volume', project('a: { image: "x:1", volumes: ["d:/a"], replicas: ▸2 }'), 'a has 2 replicas that would all write to one volume'],
  ['self-dependency', project('a: { image: "x:1", dependsOn: [▸a] }'), 'a depends on itself'],
  ['unknown-app', project('a: { image: "x:1", dependsOn: [▸bb] }', 'bbb: { image: "x:1" }'), 'the project p has no app bb'],
  ['unknown-app', project('a: { image: "x:1", env: { E: { from: ▸bb.host } } }'), 'the project p has no app bb'],
  ['unknown-app', 'version: 1\nprojects:\n  p: { env: { E: { from: ▸b.host } }, apps: { a: { image: "x:1" } } }', 'the project p has no app b'],
  ['unknown-output', project('a: { image: "x:1", env: { E: { from: ▸b.adress } } }', 'b: { image: "x:1" }'), 'apps have no output adress'],
  ['missing-output', project('a: { image: "x:1", env: { E: { from: ▸b.url } } }', 'b: { image: "x:1" }'), 'b has no url, since it has no port'],
  ['missing-output', project('a: { image: "x:1", env: { E: { from: ▸b.port } } }', 'b: { image: "x:1" }'), 'b has no port, since it has no port'],
  ['missing-output', project('a: { image: "x:1", env: { E: { from: ▸b.domain } } }', 'b: { image: "x:1", port: 1, type: service }'), 'b has no domain, since it is a service'],
  ['cycle', project('a: { image: "x:1", dependsOn: [▸b] }', 'b: { image: "x:1", dependsOn: [c] }', 'c: { image: "x:1", env: { E: { from: a.host } } }'), 'these apps wait for each other: a → b → c → a'],
  ['cycle', 'version: 1\nprojects:\n  p: { env: { E: { from: ▸b.host } }, apps: { a: { image: "x:1" }, b: { image: "x:1", dependsOn: [a] } } }', 'these apps wait for each other: a → b → a'],
  ['reserved-name', 'version: 1\nprojects:\n  ▸mist: { apps: {} }', 'the project name mist is taken by what Mist runs for itself'],
  ['reserved-label', project('a: { image: "x:1", labels: { ▸mist.app: x } }'), 'labels that begin with mist. cannot be set here'],
  ['reserved-label', project('a: { image: "x:1", labels: { ▸Traefik.enable: x } }'), 'labels that begin with traefik. cannot be set here'],
  ['reserved-label', 'version: 1\nprojects:\n  p: { labels: { ▸com.docker.compose.project: x }, apps: {} }', 'labels that begin with com.docker. cannot be set here'],
  ['out-of-range', project('a: { image: "x:1", limits: { memory: ▸5m } }'), 'the memory limit is below 6m, which no engine accepts'],
  ['out-of-range', 'version: 1\ndefaults: { limits: { memory: ▸1k } }', 'the memory limit is below 6m, which no engine accepts'],
  ['out-of-range', project('a: { image: "x:1", limits: { cpus: ▸0.001 } }'), 'the CPU limit is below 0.01, which no engine accepts'],
  ['out-of-range', project('a: { image: "x:1", logs: { maxSize: ▸1b } }'), 'a log file of less than 1k holds nothing'],
  ['out-of-range', project('a: { image: "x:1", publish: [▸"80:99999"] }'), '80:99999 names a port outside of 1 to 65535'],
  ['malformed', project('a: { image: "x:1", publish: [▸"300.0.0.1:80:80"] }'), '300.0.0.1 is not an IPv4 address'],
  ['out-of-range', project('a: { image: "x:1", limits: { memory: ▸999999t } }'), '999999t is more than 1024t'],
  ['command', project('a: { image: "x:1", command: ▸"it\'s" }'), "the command has an opening ' that is never closed"],
  ['too-many', `version: 1\n▸projects:\n${Array.from({ length: 501 }, (_, index) => `  p${String(index)}: { apps: {} }\n`).join('')}`, '501 projects are more than the 500 that one instance takes'],
  ['too-many', `version: 1\n▸projects: { p: { apps: { ${Array.from({ length: 51 }, (_, index) => `a${String(index)}: { image: "x:1", replicas: 100 }`).join(', ')} } } }`, '5100 containers are more than the 5000 that one instance takes'],
]

const ON_A_HOST: readonly Row[] = [
  ['cpus-over-host', project('a: { image: "x:1", limits: { cpus: ▸5 } }'), 'the CPU limit is above the 4 cores of this host, which its engine refuses'],
  ['domain-not-granted', project('a: { image: "x:1", port: 80, domains: [x.example.com, ▸example.org] }'), 'example.org is not under a domain that this host grants'],
  ['domain-not-granted', project('a: { image: "x:1", port: 80, domains: [▸badexample.com] }'), 'badexample.com is not under a domain that this host grants'],
  ['domain-not-granted', `version: 1\ningress: { domain: apps.example.org }\nprojects: { p: { apps: { ▸a: { image: "x:1", port: 80 } } } }`, 'p-a.apps.example.org, the automatic host of this app, is not under a domain that this host grants'],
  ['publish-not-granted', project('a: { image: "x:1", publish: ["0.0.0.0:8000:80", ▸"0.0.0.0:8011:80"] }'), '0.0.0.0:8011 is reachable from outside, and this host does not grant it'],
  ['publish-not-granted', project('a: { image: "x:1", publish: [▸"10.0.0.1:8000:80"] }'), '10.0.0.1:8000 is reachable from outside, and this host does not grant it'],
  ['publish-reserved', project('a: { image: "x:1", publish: [▸6478] }'), 'port 6478 of the host belongs to Mist or its proxy'],
  ['publish-reserved', project('a: { image: "x:1", publish: ["0.0.0.0:8004:80", ▸"0.0.0.0:8005:80"] }'), 'port 8005 of the host belongs to Mist or its proxy'],
  ['repository-not-granted', project('a: { git: ▸"file:///srv/other/x" }'), 'a repository on the disk of the host needs a grant'],
  ['repository-not-granted', project('a: { git: ▸"file:///srv/git-private/x" }'), 'a repository on the disk of the host needs a grant'],
]

const WARNED: readonly Row[] = [
  ['floating-tag', project('a: { image: ▸nginx }'), 'nginx has no tag, which means latest'],
  ['floating-tag', project('a: { image: ▸"host:5000/a/b" }'), 'host:5000/a/b has no tag, which means latest'],
  ['floating-tag', project('a: { image: ▸"nginx:latest" }'), 'nginx:latest can be another image tomorrow'],
  ['redirect-target', project('a: { image: "x:1", port: 80, domains: [h.localhost, { host: i.localhost, redirect: ▸j.localhost }] }'), 'no app here serves j.localhost'],
  ['parked-dependency', project('a: { image: "x:1", dependsOn: [▸b] }', 'b: { image: "x:1", replicas: 0 }'), 'a waits for b, which is parked with `replicas: 0`'],
  ['over-capacity', 'version: 1\n▸projects: { p: { apps: { a: { image: "x:1", limits: { memory: 3g }, replicas: 2 } } } }', 'the memory limits add up to 6144m on a host of 4096m'],
  ['over-capacity', 'version: 1\ndefaults: { limits: { cpus: 1.5 } }\n▸projects: { p: { apps: { a: { image: "x:1", replicas: 3 } } } }', 'the CPU limits add up to 4.5 cores on a host of 4'],
]

const ACCEPTED: readonly (readonly [string, string])[] = [
  ['git without build, build without git, and both', project('a: { git: "https://h/x" }', 'b: { build: . }', 'c: { git: "git@h:x", build: sub }')],
  ['a service with a port', project('a: { image: "x:1", type: service, port: 80 }', 'b: { image: "x:1", env: { U: { from: a.url }, P: { from: a.port } } }')],
  ['one host with several paths', project('a: { image: "x:1", port: 80, domains: [h.localhost] }', 'b: { image: "x:1", port: 80, domains: [{ host: h.localhost, path: /b }] }')],
  ['a redirect to a host that is served', project('a: { image: "x:1", port: 80, domains: [h.localhost, { host: w.localhost, redirect: h.localhost }] }')],
  ['a redirect of a path to a host that serves it', project('a: { image: "x:1", port: 80, domains: [h.localhost, { host: i.localhost, path: /x, redirect: h.localhost }] }')],
  ['a redirect of everything but a path', project('a: { image: "x:1", port: 80, domains: [{ host: h.localhost, redirect: i.localhost }, { host: h.localhost, path: /x }, { host: i.localhost, path: /x, redirect: h.localhost }, i.localhost] }')],
  ['one port for two protocols and two addresses', project('a: { image: "x:1", publish: [53, 53/udp, "127.0.0.2:53:53"] }')],
  ['replicas that read one volume', project('a: { image: "x:1", volumes: ["d:/a:ro"], replicas: 3 }')],
  ['a parked app that waits for a parked one', project('a: { image: "x:1", replicas: 0, dependsOn: [b] }', 'b: { image: "x:1", replicas: 0 }')],
  ['a reference of an app to itself', project('a: { image: "x:1", port: 80, env: { SELF: { from: a.domain } } }')],
  ['a project reference that its target inherits', 'version: 1\nprojects:\n  p: { env: { E: { from: b.host } }, apps: { a: { image: "x:1" }, b: { image: "x:1" } } }'],
  ['a project reference that an app overrides', 'version: 1\nprojects:\n  p: { env: { E: { from: b.host } }, apps: { a: { image: "x:1" }, b: { image: "x:1", dependsOn: [a], env: { E: x } }, c: { image: "x:1" } } }'.replace('a: { image: "x:1" }', 'a: { image: "x:1", env: { E: x } }')],
  ['a diamond', project('a: { image: "x:1", dependsOn: [b, c] }', 'b: { image: "x:1", dependsOn: [d] }', 'c: { image: "x:1", dependsOn: [d] }', 'd: { image: "x:1" }')],
  ['two names that are long, with domains', `version: 1\nprojects:\n  ${LONG}: { apps: { ${'b'.repeat(40)}: { image: "x:1", port: 80, domains: [h.localhost] } } }`],
  ['what the host grants', project('a: { image: "x:1", port: 80, domains: [example.com, a.b.example.com], publish: [5432, "0.0.0.0:8010:80"] }', 'b: { git: "file:///srv/git/x" }')],
  ['a digest, and a registry with a port', project(`a: { image: "host:5000/a/b@sha256:${'0'.repeat(64)}" }`, 'b: { image: "host:5000/a/b:1" }')],
]

function first(text: string, more: Partial<LoadInput>, rule: string) {
  const { text: clean, place } = marked(text)
  const { diagnostics, manifest } = load(clean, more)
  const remark = diagnostics.find((item) => item.rule === rule)
  return { place, remark, all: diagnostics.map(lineOf), manifest }
}

function expectRemark([rule, text, message]: Row, severity: 'error' | 'warning', more: Partial<LoadInput>): void {
  const { place, remark, all, manifest } = first(text, more, rule)
  expect(all).toHaveLength(1)
  expect(remark && `${String(remark.at.line)}:${String(remark.at.column)} ${remark.severity}`).toBe(`${place} ${severity}`)
  expect(remark?.message).toMatch(message)
  expect(remark?.help).toBeTruthy()
  expect(manifest === undefined).toBe(severity === 'error')
}

describe('the rules', () => {
  it.each(REFUSED)('refuse %s: %s', (...row) => {
    expectRemark(row, 'error', {})
  })

  it.each(ON_A_HOST)('refuse on a host %s: %s', (...row) => {
    expectRemark(row, 'error', { host: HOST })
    expect(load(marked(row[1]).text).diagnostics).toEqual([])
  })

  it.each(WARNED)('warn of %s: %s', (...row) => {
    expectRemark(row, 'warning', { host: HOST })
  })

  it.each(ACCEPTED)('let pass %s', (_name, text) => {
    expect(load(text, { host: HOST }).diagnostics.map(lineOf)).toEqual([])
  })

  it('each speak somewhere in these tables', () => {
    const contexts = [...REFUSED, ...ON_A_HOST, ...WARNED].flatMap(([, text]) => {
      const { tree } = parseFile({ path: 'f', text: marked(text).text })
      return tree === undefined ? [] : [ruleContext({ manifest: normalize(tree).manifest, tree, host: HOST })]
    })
    const silent = RULES.filter((rule) => contexts.every((context) => [...rule(context)].length === 0))
    expect(silent.map((rule) => rule.name)).toEqual([])
  })

  it('tell a redirect that goes around in a circle at each of its stations', () => {
    const text = project('a: { image: "x:1", port: 80, domains: [{ host: h.localhost, redirect: i.localhost }, { host: i.localhost, redirect: h.localhost }] }')
    const { diagnostics } = load(text)
    expect(diagnostics.map((item) => item.message)).toEqual(['this redirect never ends: h.localhost → i.localhost → h.localhost', 'this redirect never ends: i.localhost → h.localhost → i.localhost'])
  })

  it('name both places of a clash', () => {
    const { diagnostics } = load(project('a: { image: "x:1", publish: [80] }', 'b: { image: "x:1", publish: [80] }'))
    expect(diagnostics[0]?.related).toEqual([{ at: { file: 'mist.yaml', line: 5, column: 36, length: 2 }, message: 'first published by p/a' }])
  })

  it('name every link of a cycle, and only once', () => {
    const { diagnostics } = load(project('a: { image: "x:1", dependsOn: [b] }', 'b: { image: "x:1", dependsOn: [a] }', 'c: { image: "x:1", dependsOn: [a] }'))
    expect(diagnostics.map((item) => [item.rule, item.related.map((place) => place.message)])).toEqual([['cycle', ['b waits for a']]])
  })

  it('follow a chain of two thousand apps', () => {
    const apps = Array.from({ length: 1_999 }, (_, index) => `a${String(index)}: { image: "x:1", dependsOn: [a${String(index + 1)}] }`)
    expect(remarks(load(project(...apps, 'a1999: { image: "x:1" }')).diagnostics)).toEqual([])
    expect(load(project(...apps, 'a1999: { image: "x:1", dependsOn: [a0] }')).diagnostics.map((item) => [item.rule, item.related.length])).toEqual([['cycle', 20]])
  })

  it('name the key of mistd.yaml that would allow what is refused', () => {
    const text = project('a: { image: "x:1", port: 80, domains: [a.shop.example.org], publish: ["0.0.0.0:9000:80"] }', 'b: { git: "file:///srv/other/x" }')
    expect(load(text, { host: HOST }).diagnostics.map((item) => item.help)).toEqual([
      'granted: localhost, example.com. The operator can add "shop.example.org" to grants.domains in mistd.yaml',
      'publish on 127.0.0.1, or the operator adds "0.0.0.0:9000" to grants.publish in mistd.yaml',
      'the operator can add "file:///srv/other/" to grants.repositories in mistd.yaml',
    ])
  })

  it('say nothing about the host when none is known', () => {
    expect(load(around('image: a:1\nport: 80\ndomains: [anything.org]\npublish: ["0.0.0.0:1:1"]\nlimits: { cpus: 500, memory: 9t }')).diagnostics).toEqual([])
  })
})
