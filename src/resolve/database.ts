/**
 * What a database is given and what it gives to others. Its passwords follow from the key of the instance: nothing is stored, and two
 * runs agree.
 */
import type { ManifestApp, ManifestDatabase } from '../manifest/manifest.js'
import { factsOf } from '../manifest/templates/database.js'
import type { TemplateValue } from '../manifest/templates/template.js'
import { COMMON_OUTPUTS, fixedEnv, hasPassword, isSecret } from '../manifest/templates/template.js'
import type { Facts } from '../manifest/templates/value.js'
import { textOfValue } from '../manifest/templates/value.js'
import { recipeOf } from '../manifest/templates/recipe.js'
import type { DumpRecipe } from '../model/backup.js'
import type { InstanceKey } from '../model/instance-key.js'
import { derivePassword, keyId, markOf } from '../model/instance-key.js'
import { digestOf } from '../model/fingerprint.js'
import type { SecretsFound } from '../model/secret.js'
import type { DataSpec } from '../model/data.js'
import type { Text } from './secrets.js'
import { secretText } from './secrets.js'

/** What passwords come from. */
export interface DatabaseScope {
  readonly project: { readonly name: string }
  readonly key: InstanceKey
  readonly secrets: SecretsFound
}

/** Empty for other apps. */
export function databaseEnv(app: ManifestApp, scope: DatabaseScope): Readonly<Record<string, Text>> {
  const { database } = app
  if (!database) return {}
  const facts = secretFacts(app, database, scope)
  return Object.fromEntries(Object.entries(database.template.env).flatMap(([name, value]) => {
    const text = textOf(value, facts, scope)
    return text ? [[name, text] as const] : []
  }))
}

/** `users.reader.url` is the `url` of one of its users. */
export function databaseOutput(app: ManifestApp, output: string, scope: DatabaseScope): Text | undefined {
  const { database } = app
  if (!database) return undefined
  const [, user, word] = /^users\.([a-z_][a-z0-9_]*)\.(\w+)$/.exec(output) ?? []
  if (user !== undefined && word !== undefined) return outputOfUser({ ...app, database }, { user, output: word }, scope)
  return outputOf(database.template, output, { facts: secretFacts(app, database, scope), scope })
}

function outputOfUser(app: ManifestApp & { readonly database: ManifestDatabase }, { user: name, output }: { readonly user: string; readonly output: string }, scope: DatabaseScope): Text | undefined {
  const { database } = app
  const user = database.contents.users.find((one) => one.name === name)
  if (!user) return undefined
  const { of } = passwordsOf(app, database, scope)
  const facts = factsWith(app, database, { user: name, ...(user.owns !== undefined && { [Object.hasOwn(database.settings, 'vhost') ? 'vhost' : 'database']: user.owns }) })
  return outputOf(database.template, output, { facts: { ...facts, password: (other = name) => of(other) }, scope })
}

function outputOf({ outputs }: ManifestDatabase['template'], output: string, { facts, scope }: { readonly facts: Facts; readonly scope: DatabaseScope }): Text | undefined {
  const isCommon = COMMON_OUTPUTS.some((name) => name === output)
  const value: TemplateValue | undefined = isCommon ? { kind: 'setting', name: output } : Object.hasOwn(outputs, output) ? outputs[output] : undefined
  return value && textOf(value, facts, scope)
}

/** What it mounts, by the path in the container. */
export function databaseFiles(app: ManifestApp, scope: DatabaseScope): readonly (Text & { readonly path: string })[] {
  const { database } = app
  if (!database) return []
  const facts = secretFacts(app, database, scope)
  return Object.entries(database.template.files).map(([path, lines]) => {
    const texts = lines.flatMap((line) => textOf(line, facts, scope) ?? [])
    const text = texts.map((one) => `${one.text}\n`).join('')
    return { path, text, ...(texts.some(({ mark }) => mark !== undefined) && { mark: markOf(scope.key, text) }) }
  })
}

/** How its server is asked for all that it holds. Passwords are put in when it is used. */
export function recipeOfDatabase(app: ManifestApp, scope: DatabaseScope): () => DumpRecipe {
  const { database } = app
  const recipe = database?.template.backup
  if (!recipe) throw new Error(`${app.name} cannot be backed up: the rules of the manifest let that through`)
  return () => recipeOf(recipe, secretFacts(app, database, scope))
}

/** What the volume of a database remembers of it; undefined for other apps. */
export function dataOf({ database }: ManifestApp, { key }: DatabaseScope): DataSpec | undefined {
  if (!database) return undefined
  const { template, line } = database
  return { software: template.software, line, upgrade: template.upgrade === 'newer' ? 'newer' : 'never', fixedEnv: fixedEnv(template), ...(isKeptInData(database) && { key: keyId(key) }) }
}

/** A password by secret, or one that the server is told anew with every start, needs no key to open the data. */
function isKeptInData({ template, password }: ManifestDatabase): boolean {
  return hasPassword(template) && template.passwords === 'data' && password.kind === 'derived'
}

function textOf(value: TemplateValue, facts: Facts, { key }: DatabaseScope): Text | undefined {
  const text = textOfValue(value, facts)
  if (text === undefined) return undefined
  return isSecret(value) ? { text, mark: markOf(key, text) } : { text }
}

/**
 * The user that the settings name; what knows none has one password for everybody. The name is the one under which the data was made:
 * a renamed app keeps its data, and with it its passwords.
 */
export function passwordsOf({ name, renamedFrom = name }: ManifestApp, { password, settings }: ManifestDatabase, { project, key, secrets }: DatabaseScope): Passwords {
  const owner = settings['user'] ?? 'default'
  const derived = (from: InstanceKey, user: string, version: number): string => derivePassword(from, `${project.name}/${renamedFrom}/${user} v${String(version)}`)
  if (password.kind === 'derived') {
    const others = formerVersions(password.version)
    return { owner, of: (user) => derived(key, user, password.version), formerly: (user) => others.map((version) => derived(key, user, version)) }
  }
  // Those of all other users follow from the secret in place of the key: a new instance with the same secret knows them.
  const own = secretText(password.name, secrets).text
  const from = { hex: digestOf(['passwords of a database', own]) }
  return { owner, of: (user) => (user === owner ? own : derived(from, user, 1)), formerly: (user) => formerVersions(0).map((version) => derived(key, user, version)) }
}

export interface Passwords {
  /** The user of the settings. */
  readonly owner: string
  of(user: string): string
  /** What the server may have been told before, the likeliest first. */
  formerly(user: string): readonly string[]
}

const LOOK_BACK = 20
const LOOK_AHEAD = 3

/** A person may have gone back to a lower number. */
function formerVersions(version: number): readonly number[] {
  const below = Array.from({ length: Math.min(version - 1, LOOK_BACK) }, (_, at) => version - 1 - at)
  return [...below, ...Array.from({ length: LOOK_AHEAD }, (_, at) => version + 1 + at)]
}

function secretFacts(app: ManifestApp, database: ManifestDatabase, scope: DatabaseScope): Facts {
  const { owner, of } = passwordsOf(app, database, scope)
  return { ...factsOf(app.name, database), password: (user = owner) => of(user) }
}

/** With words in place of settings. */
export function factsWith(app: ManifestApp, database: ManifestDatabase, words: Readonly<Record<string, string>>): Facts {
  const facts = factsOf(app.name, database)
  return { ...facts, settings: { ...facts.settings, ...words } }
}

/** The one that is made with the data; what knows none has the settings' word for it as well. */
export function mainDatabase({ settings }: ManifestDatabase): string {
  return settings['database'] ?? settings['vhost'] ?? ''
}
