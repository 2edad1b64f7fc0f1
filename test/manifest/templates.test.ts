/** Databases from templates: what an app becomes, what may stand beside, and where a slip is shown. */
import { describe, expect, it } from 'vitest'
import { builtInTemplates } from '../../src/manifest/templates.gen.js'
import { BUILT_IN } from '../../src/manifest/templates/catalogue.js'
import { templateFaults } from '../../src/manifest/templates/faults.js'
import { hasPassword, isSecret, lineOf as versionLineOf } from '../../src/manifest/templates/template.js'
import { parameterProblems } from '../../src/manifest/templates/with.js'
import { lineOf, load, marked, remarks, valid } from './support.js'

function shop(...lines: readonly string[]): string {
  return `version: 1\nprojects:\n  shop:\n    apps:\n${lines.map((line) => `      ${line}\n`).join('')}`
}

function own(text: string, app = 'db: { template: mine }'): string {
  return `version: 1\ntemplates:\n  ${text}\nprojects: { shop: { apps: { ${app} } } }\n`
}

function appIn(text: string, name = 'db') {
  const app = valid(text).projects[0]?.apps.find((one) => one.name === name)
  if (!app) throw new Error(`there is no app ${name}`)
  return app
}

const WHOLE = 'description: D, image: x, version: "1", versions: { "1": { volume: /data } }, port: 1234, health: [ping], upgrade: never'

describe('the built-in templates', () => {
  it('are these', () => {
    expect([...BUILT_IN.keys()]).toEqual(['mariadb', 'minio', 'mongodb', 'mysql', 'postgres', 'rabbitmq', 'redis', 'valkey'])
  })

  it.each([...BUILT_IN.values()])('$name says nothing that one of a file could not', (template) => {
    expect(templateFaults(template, [])).toEqual([])
  })

  it.each([...BUILT_IN.values()])('$name has defaults that it would accept', (template) => {
    const problems = Object.entries(template.parameters).flatMap(([name, parameter]) => (parameter.default === undefined ? [] : parameterProblems(parameter, parameter.default, [name])))
    expect(problems).toEqual([])
  })

  it.each([...BUILT_IN.values()].filter(hasPassword))('$name holds no password of its own', ({ env }) => {
    const words = Object.entries(env).filter(([name]) => /PASS|AUTH/.test(name))
    expect(words.length).toBeGreaterThan(0)
    expect(words.filter(([, value]) => !isSecret(value))).toEqual([])
  })
})

describe('what Mist has a server do with data of others', () => {
  interface Command { readonly command: readonly (string | readonly unknown[])[]; readonly env?: Readonly<Record<string, unknown>> }
  const commandsOf = (template: string, word: string): readonly Command[] => {
    const { parts } = builtInTemplates[template]?.['backup'] as unknown as { readonly parts: readonly Readonly<Record<string, Command>>[] }
    return parts.flatMap((part) => Object.values(part)).filter((one) => typeof one === 'object' && one.command.flat()[0] === word)
  }

  it('takes functions of PostgreSQL from the server itself, and never one that a user put into the way', () => {
    const asked = commandsOf('postgres', 'psql')
    expect(asked.length).toBeGreaterThan(4)
    expect(asked.filter(({ env }) => env?.['PGOPTIONS'] !== '-c search_path=pg_catalog')).toEqual([])
  })

  it.each([['mysql', 'mysql'], ['mariadb', 'mariadb']])('carries out no command of the client that stands in a dump of %s', (template, word) => {
    const { parts } = builtInTemplates[template]?.['backup'] as unknown as { readonly parts: readonly { readonly restore: Command }[] }
    expect(parts.map(({ restore: { command } }) => [command[0], command.includes('--binary-mode')])).toEqual([[word, true], [word, true]])
  })
})

describe('an app with a template', () => {
  it('is an app like any other, with all that the template says', () => {
    expect(appIn(shop('db: { template: postgres, with: { database: shop } }'))).toMatchObject({
      type: 'database',
      artifact: { kind: 'image', ref: 'postgres:17' },
      port: 5432,
      volumes: [{ name: 'data', path: '/var/lib/postgresql/data', readOnly: false }],
      command: ['postgres'],
      health: { kind: 'cmd', command: ['pg_isready', '-q', '-h', '127.0.0.1', '-U', 'app', '-d', 'shop'], intervalMs: 5_000, startPeriodMs: 600_000 },
      limits: { memoryBytes: 512 * 1024 ** 2 },
      deploy: { stopMs: 60_000 },
    })
  })

  it('mounts its volume where the version wants it', () => {
    expect(appIn(shop('db: { template: postgres, with: { version: "18.1-alpine" } }'))).toMatchObject({ artifact: { ref: 'postgres:18.1-alpine' }, volumes: [{ path: '/var/lib/postgresql' }] })
  })

  it('keeps a version as it is written', () => {
    expect(appIn(shop('db: { template: postgres, with: { version: 17.10 } }')).artifact).toEqual({ kind: 'image', ref: 'postgres:17.10' })
  })

  it('leaves out what has no setting, as a whole', () => {
    expect(appIn(shop('db: { template: redis, with: { maxmemory: 64m } }')).command).toEqual(['redis-server', '/etc/mist/server.conf', '--appendonly', 'yes', '--maxmemory', '64m'])
  })

  it('has its own limits over those of the template', () => {
    expect(appIn(shop('db: { template: postgres, limits: { cpus: 2 } }')).limits).toEqual({ cpus: 2, memoryBytes: 512 * 1024 ** 2 })
    expect(appIn(shop('db: { template: postgres, limits: { memory: 1g } }')).limits).toEqual({ memoryBytes: 1024 ** 3 })
  })
})

describe('a template of the file', () => {
  it('extends another, through as many as there are', () => {
    const text = own('{ small: { extends: postgres, version: "16", limits: { memory: 256m }, with: { maxConnections: 20 } }, mine: { extends: small, image: r.example.com/postgres, with: { database: x } } }')
    expect(appIn(text)).toMatchObject({
      artifact: { ref: 'r.example.com/postgres:16' },
      command: ['postgres', '-c', 'max_connections=20'],
      limits: { memoryBytes: 256 * 1024 ** 2 },
      database: { template: { name: 'mine', software: 'postgres' }, line: '16', settings: { database: 'x', user: 'app' } },
    })
  })

  it('can say everything itself', () => {
    const text = own(`mine: { ${WHOLE}, env: { A: { join: [x, { value: version }] } }, outputs: { url: { url: { scheme: x } } } }`)
    expect(appIn(text)).toMatchObject({ type: 'database', port: 1234, artifact: { ref: 'x:1' }, volumes: [{ path: '/data' }] })
  })
})

const FAULTS: readonly (readonly [rule: string, text: string, message: string | RegExp, help: string | RegExp])[] = [
  ['unknown-template', shop('db: { template: ▸postgre }'), 'there is no template postgre', 'did you mean "postgres"?'],
  ['unknown-key', shop('db: { template: postgres, with: { ▸databse: shop } }'), 'unknown key "databse" in with', 'did you mean "database"?'],
  ['unknown-key', shop('db: { template: redis, with: { ▸user: x } }'), 'unknown key "user" in with', /^known keys here: version, appendonly/],
  ['unknown-value', shop('db: { template: postgres, with: { version: ▸"13" } }'), 'version cannot be "13"', /18, 17, 16/],
  ['unknown-value', shop('db: { template: redis, with: { appendonly: ▸maybe } }'), 'appendonly cannot be "maybe"', 'one of: yes, no'],
  ['malformed', shop('db: { template: postgres, with: { database: ▸Shop } }'), 'database cannot be "Shop"', /lowercase letters/],
  ['malformed', shop('db: { template: mariadb, with: { user: ▸root } }'), 'user cannot be "root"', /not root/],
  ['wrong-type', shop('db: { template: postgres, with: { maxConnections: ▸many } }'), 'maxConnections must be a whole number, not the text "many"', /onnections/],
  ['wrong-type', shop('db: { template: postgres, with: { database: ▸true } }'), 'database must be text, not true', 'quote it: "true"'],
  ['out-of-range', shop('db: { template: postgres, with: { maxConnections: ▸1 } }'), 'maxConnections must be at least 5, not 1', /onnections/],
  ['unknown-template', own('mine: { extends: ▸postgrs }'), 'there is no template postgrs', 'did you mean "postgres"?'],
  ['unknown-version', own('mine: { extends: postgres, version: ▸"9" }'), 'the version 9 belongs to none of the versions of mine', 'a tag that begins with one of: 18, 17, 16, 15, 14'],
  ['unknown-key', own('mine: { extends: postgres, with: { ▸usr: x } }'), 'unknown key "usr" in with', 'did you mean "user"?'],
  ['built-in-name', own('▸postgres: { extends: mariadb }', 'db: { template: postgres }'), 'postgres is the name of a built-in template', /extends: postgres/],
  ['template-circle', own('mine: { extends: ▸mine }'), 'these templates extend each other: mine → mine', 'extend a built-in one'],
  ['unknown-parameter', own(`mine: { ${WHOLE}, parameters: { user: { description: D } }, env: { ▸A: { value: usr } } }`), 'there is no parameter usr', 'did you mean "user"?'],
  ['open-password', own(`mine: { ${WHOLE}, command: [run, ▸{ value: password }] }`), /^a password cannot be an argument/, /by `env`/],
  ['reserved-parameter', own(`mine: { ${WHOLE}, parameters: { ▸password: { description: D } } }`), /^the parameter password would hide/, 'choose another name'],
  ['reserved-output', own(`mine: { ${WHOLE}, outputs: { ▸host: x } }`), 'every database has the output host already', 'remove it'],
  ['unknown-key', own(`mine: { ${WHOLE}, parameters: { p: { description: D, ▸pattern: "^(a+)+$" } } }`, `db: { template: mine, with: { p: ${'a'.repeat(34)}! } }`), 'unknown key "pattern" in p', /^known keys here: description, type, enum/],
  ['unknown-output', shop('db: { template: postgres }', 'web: { image: "a:1", env: { A: { from: ▸db.uri } } }'), 'db, from the template postgres, has no output uri', 'did you mean "url"?'],
  ['unknown-output', shop('db: { template: postgres }', 'web: { image: "a:1", env: { A: { from: ▸db.domain } } }'), 'db, from the template postgres, has no output domain', 'outputs: host, port, url, user, password, database'],
]

describe('a slip', () => {
  it.each(FAULTS)('is told as %s: %s', (rule, text, message, help) => {
    const { text: plain, place } = marked(text)
    const { diagnostics } = load(plain)
    expect(remarks(diagnostics)).toEqual([`${place} error ${rule}`])
    expect(diagnostics[0]?.message).toEqual(typeof message === 'string' ? message : expect.stringMatching(message))
    expect(diagnostics[0]?.help).toEqual(typeof help === 'string' ? help : expect.stringMatching(help))
  })

  it('does not keep others from being told', () => {
    expect(load(shop('a: { template: nothing }', 'b: { template: postgres, with: { x: 1, version: 1 } }')).diagnostics.map(lineOf)).toHaveLength(3)
  })
})

describe('a version', () => {
  it('belongs to the longest line that it begins with', () => {
    const lines = ['10', '10.11', '1'].map((name) => ({ name, volume: '/' }))
    expect(['10', '10.4', '10.11.2', '10.11-x', '1.2', '100', '10x'].map((version) => versionLineOf({ lines }, version)?.name)).toEqual(['10', '10', '10.11', '10.11', '1', undefined, undefined])
  })
})
