/**
 * A file that never rests: from a seed, one change after the other to what stands around two databases, and to the databases themselves, with
 * commits in between that are wrong. What a commit says is decided here; whether the host withstands it is the tests' business.
 */
import { createHash } from 'node:crypto'
import type { Random } from '../../fakes/random.js'

interface Neighbour {
  readonly image: string
  readonly domain: string
  readonly replicas: number
  readonly memory?: string
  readonly env: Readonly<Record<string, string>>
  readonly secrets: readonly string[]
  readonly reads: readonly ('db' | 'maria')[]
  readonly from?: string
}

interface Database {
  readonly memory: string
  readonly maxConnections: number
  readonly version: number
}

/** Everything that the file says. */
export interface Wanted {
  readonly neighbours: Readonly<Record<string, Neighbour>>
  readonly db: Database
  readonly maria: Database
  /** A database can be out of the file for a while. */
  readonly absent: readonly ('db' | 'maria')[]
  /** Name → value; the values of the past are kept in `past`. */
  readonly secrets: Readonly<Record<string, string>>
  readonly past: readonly { readonly name: string; readonly value: string }[]
  readonly page: number
  readonly made: number
}

const SECRETS = ['SESSION_KEY', 'SMTP_PASSWORD', 'STRIPE_KEY', 'OF_A_FILE', 'OF_A_BUILD'] as const
const AS_ENV: readonly string[] = SECRETS.slice(0, 3)

export function firstWanted(random: Random): Wanted {
  const database = { memory: '512m', maxConnections: 60, version: 1 }
  const empty: Wanted = { neighbours: {}, db: database, maria: database, absent: [], secrets: {}, past: [], page: 1, made: 0 }
  const withSecrets = SECRETS.reduce((wanted, name) => withSecret(wanted, { name, random }), empty)
  return [1, 2].reduce((wanted) => comes(wanted, random), withSecrets)
}

/** No value is alike, and each reads differently in every form of writing. */
function withSecret(wanted: Wanted, { name, random }: { readonly name: string; readonly random: Random }): Wanted {
  const value = `canary-${createHash('sha256').update(`${name} ${String(wanted.past.length)} ${String(random.next())}`).digest('hex').slice(0, 16)}+/="<&%$`
  return { ...wanted, secrets: { ...wanted.secrets, [name]: value }, past: [...wanted.past, { name: `${name} of generation ${String(wanted.past.length + 1)}`, value }] }
}

type Alter = (wanted: Wanted, random: Random) => Wanted

function comes(wanted: Wanted, random: Random): Wanted {
  const number = wanted.made + 1
  const neighbour: Neighbour = { image: random.pick(IMAGES), domain: `n${String(number)}`, replicas: 1, env: { LEVEL: 'info' }, secrets: random.chance(0.5) ? [random.pick(AS_ENV)] : [], reads: random.chance(0.3) ? [random.pick(['db', 'maria'] as const)] : [] }
  return { ...wanted, made: number, neighbours: { ...wanted.neighbours, [`n${String(number)}`]: neighbour } }
}

const IMAGES = ['mist-lab/web:1', 'mist-lab/web:2', 'mist-lab/web:3']

/** Another neighbour in the place of one of them. */
function alter(how: (neighbour: Neighbour, random: Random, wanted: Wanted) => Neighbour): Alter {
  return (wanted, random) => {
    const name = random.pick(Object.keys(wanted.neighbours))
    const neighbour = wanted.neighbours[name]
    return neighbour === undefined ? wanted : { ...wanted, neighbours: { ...wanted.neighbours, [name]: how(neighbour, random, wanted) } }
  }
}

function goes(wanted: Wanted, random: Random): Wanted {
  const gone = random.pick(Object.keys(wanted.neighbours))
  return { ...wanted, neighbours: Object.fromEntries(Object.entries(wanted.neighbours).filter(([name]) => name !== gone)) }
}

function renamed(wanted: Wanted, random: Random): Wanted {
  const [before, neighbour] = random.pick(Object.entries(wanted.neighbours))
  const number = wanted.made + 1
  const others = Object.entries(wanted.neighbours).filter(([name]) => name !== before)
  return { ...wanted, made: number, neighbours: { ...Object.fromEntries(others), [`n${String(number)}`]: { ...neighbour, from: before } } }
}

const alterDb = (which: 'db' | 'maria', how: (database: Database, random: Random) => Database): Alter => (wanted, random) => ({ ...wanted, [which]: how(wanted[which], random) })
const MEMORIES = ['384m', '448m', '512m', '640m']

/** What can be changed, as often as it stands here. */
const ALTERATIONS: readonly (readonly [string, Alter])[] = [
  ['an app comes', (wanted, random) => (Object.keys(wanted.neighbours).length < 5 ? comes(wanted, random) : goes(wanted, random))],
  ['an app goes', (wanted, random) => (Object.keys(wanted.neighbours).length > 2 ? goes(wanted, random) : comes(wanted, random))],
  ['an app is renamed', renamed],
  ['env', alter((one, random) => ({ ...one, env: { LEVEL: random.pick(['debug', 'info', 'warn']), NUMBER: String(random.below(1_000)) } }))],
  ['limits', alter((one, random) => ({ ...one, memory: random.pick(['32m', '64m', '96m']) }))],
  ['image', alter((one, random) => ({ ...one, image: random.pick(IMAGES) }))],
  ['domain', alter((one, random) => ({ ...one, domain: `d${String(random.below(1_000_000))}` }))],
  ['replicas', alter((one, random) => ({ ...one, replicas: 1 + random.below(2) }))],
  ['secrets of an app', alter((one, random) => ({ ...one, secrets: AS_ENV.filter(() => random.chance(0.5)) }))],
  ['references of an app', alter((one, random, { absent }) => ({ ...one, reads: (['db', 'maria'] as const).filter((name) => !absent.includes(name) && random.chance(0.5)) }))],
  ['a secret is rotated', (wanted, random) => withSecret(wanted, { name: random.pick(SECRETS), random })],
  ['a secret is rotated', (wanted, random) => withSecret(wanted, { name: random.pick(SECRETS), random })],
  ['what is built', (wanted) => ({ ...wanted, page: wanted.page + 1 })],
  ['limits of postgres', alterDb('db', (one, random) => ({ ...one, memory: random.pick(MEMORIES) }))],
  ['limits of mariadb', alterDb('maria', (one, random) => ({ ...one, memory: random.pick(MEMORIES) }))],
  ['settings of postgres', alterDb('db', (one, random) => ({ ...one, maxConnections: 40 + random.below(40) }))],
  ['settings of mariadb', alterDb('maria', (one, random) => ({ ...one, maxConnections: 40 + random.below(40) }))],
  ['a database goes', (wanted, random) => ({ ...wanted, absent: [random.pick(['db', 'maria'] as const)] })],
  ['password of postgres', alterDb('db', (one) => ({ ...one, version: one.version + 1 }))],
  ['password of mariadb', alterDb('maria', (one) => ({ ...one, version: one.version + 1 }))],
]

export interface Move {
  readonly wanted: Wanted
  readonly what: string
}

/** A database that is out of the file comes back with the next change. */
export function nextMove(before: Wanted, random: Random): Move {
  const start: Move = { wanted: { ...before, absent: [] }, what: before.absent.length > 0 ? `${before.absent.join()} comes back` : '' }
  const count = random.chance(0.3) ? 3 : 1
  return Array.from({ length: count }, () => random.pick(ALTERATIONS)).reduce<Move>(({ wanted, what }, [name, how]) => ({ wanted: how(wanted, random), what: what === '' ? name : `${what}, ${name}` }), start)
}

/** JSON is YAML, and needs no care for what stands in the values. */
export function manifestOf(wanted: Wanted): string {
  const { neighbours, db, maria, absent, page } = wanted
  const known = (names: readonly ('db' | 'maria')[]): readonly string[] => names.filter((name) => !absent.includes(name))
  const urls = (names: readonly string[]): object => Object.fromEntries(names.map((name) => [`${name.toUpperCase()}_URL`, { from: `${name}.url` }]))
  const database = (template: string, version: string, { memory, maxConnections, version: password }: Database): object => ({ template, with: { version, maxConnections, ...(password > 1 && { passwordVersion: password }) }, limits: { memory } })
  const apps = {
    ...(!absent.includes('db') && { db: database('postgres', '15', db) }),
    ...(!absent.includes('maria') && { maria: database('mariadb', '10.11', maria) }),
    web: { image: 'mist-lab/web:1', port: 8080, domains: ['shop.localhost'], env: { ...urls(known(['db', 'maria'])), SESSION_KEY: { secret: 'SESSION_KEY' } } },
    job: { image: 'mist-lab/web:1', type: 'service', port: 8080, files: { '/run/secrets/token': { secret: 'OF_A_FILE', mode: '0400' } } },
    built: { build: { path: 'built', secrets: { token: { secret: 'OF_A_BUILD' } } }, port: 8080, env: { PAGE: String(page) } },
    ...Object.fromEntries(Object.entries(neighbours).map(([name, one]) => [name, {
      image: one.image, port: 8080, domains: [`${one.domain}.localhost`], replicas: one.replicas, secrets: one.secrets, env: { ...one.env, ...urls(known(one.reads)) },
      ...(one.memory !== undefined && { limits: { memory: one.memory } }), ...(one.from !== undefined && { rename: { from: one.from } }),
    }])),
  }
  return `${JSON.stringify({ version: 1, secrets: 'secrets.age.yaml', defaults: { deploy: { drain: '0s', stop: '1s', timeout: '60s' } }, projects: { shop: { apps } } }, undefined, 2)}\n`
}

/** What stands beside the file. What comes out of the build tells that the secret went in, and not which. */
export function treeOf({ page }: Wanted, instance: string): Readonly<Record<string, string>> {
  return {
    'built/page': `page ${String(page)}\n`,
    'built/Dockerfile': `FROM busybox:1.36 AS work\nCOPY page /page\nRUN --mount=type=secret,id=token,required=true echo ${instance}; cat /run/secrets/token; md5sum </run/secrets/token >/digest\nFROM mist-lab/web:1\nCOPY --from=work /digest /page /\n`,
  }
}

/** Files that are wrong, each in its own way, made of one that is right. An emptied one and one without most apps are refused as a whole. */
export const WRONG: readonly (readonly [string, (text: string) => Readonly<Record<string, string>>])[] = [
  ['a broken bracket', (text) => ({ 'mist.yaml': text.slice(0, text.length / 2) })],
  ['a key that nobody knows', (text) => ({ 'mist.yaml': text.replace('"projects"', '"projetcs"') })],
  ['an empty file', () => ({ 'mist.yaml': '' })],
  ['no apps', () => ({ 'mist.yaml': 'version: 1\n' })],
  ['a template of no such version', (text) => ({ 'mist.yaml': text.replace('"version": "15"', '"version": "9"') })],
  ['another major version', (text) => ({ 'mist.yaml': text.replace('"version": "15"', '"version": "16"') })],
  ['a database under another template', (text) => ({ 'mist.yaml': text.replace('"template": "postgres",\n          "with": {\n            "version": "15"', '"template": "mariadb",\n          "with": {\n            "version": "10.11"') })],
  ['another user', (text) => ({ 'mist.yaml': text.replace('"version": "15"', '"version": "15", "user": "other"') })],
  ['a secret that nobody has', (text) => ({ 'mist.yaml': text.replace('"secret": "SESSION_KEY"', '"secret": "NOBODYS_KEY"') })],
  ['broken secrets', (text) => ({ 'mist.yaml': text, 'secrets.age.yaml': 'version: 1\n<<<<<<< HEAD\n' })],
  ['an image that ends at once', (text) => ({ 'mist.yaml': text.replace('"image": "mist-lab/web:1"', '"image": "mist-lab/web:crash"') })],
]
