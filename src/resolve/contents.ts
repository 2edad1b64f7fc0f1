/**
 * What is declared of a database in `with`, as commands for its running server. The template says how each is worded; here the names and
 * passwords are filled in.
 */
import type { ManifestApp, ManifestDatabase } from '../manifest/manifest.js'
import type { Statement, TemplateCommand, TemplateContents, TemplateValue } from '../manifest/templates/template.js'
import { isSecret } from '../manifest/templates/template.js'
import { textOfValue } from '../manifest/templates/value.js'
import type { InsideCommand } from '../model/backup.js'
import type { ContentsSpec, ContentsWork, Login } from '../model/contents.js'
import { digestOf } from '../model/fingerprint.js'
import { markOf } from '../model/instance-key.js'
import type { DatabaseScope, Passwords } from './database.js'
import { factsWith, mainDatabase, passwordsOf } from './database.js'

/** Undefined for apps whose template knows no way. */
export function contentsOf(app: ManifestApp, scope: DatabaseScope): ContentsSpec | undefined {
  const { database } = app
  const recipe = database?.template.contents
  if (!database || !recipe) return undefined
  const { contents, password, template } = database
  const names = [...contents.databases.map((name) => `databases.${name}`), ...contents.vhosts.map((name) => `vhosts.${name}`), ...contents.users.map(({ name }) => `users.${name}`), ...contents.extensions.map((name) => `extensions.${name}`)].toSorted()
  const passwords = passwordsOf(app, database, scope)
  return {
    digest: digestOf({ contents, recipe, settings: database.settings, password: markOf(scope.key, passwords.of(passwords.owner)) }).slice(0, 16),
    names,
    isDeclared: names.length > 0 || password.kind === 'secret' || password.version > 1,
    passwordEnv: Object.entries(template.env).flatMap(([name, value]) => (isSecret(value) ? [name] : [])).toSorted(),
    work: () => workOf({ app, database, recipe, passwords }),
  }
}

interface Making {
  readonly app: ManifestApp
  readonly database: ManifestDatabase
  readonly recipe: TemplateContents
  readonly passwords: Passwords
}

function workOf(making: Making): ContentsWork {
  const { database: { contents }, recipe, passwords } = making
  const main = mainDatabase(making.database)
  const admin = adminOf(making)
  const users = [passwords.owner, ...contents.users.map(({ name }) => name)].filter((name) => name !== admin.user || recipe.admin.password === undefined)
  const secretOf = (name: string): Words => ({ name, secret: passwords.of(name) })
  return {
    admin: {
      tell: (statements, password) => tellOf(making, statements, { name: admin.user, secret: password, database: main }),
      passwords: admin.passwords,
      ...(recipe.admin.password && { setPassword: script(making, recipe.admin.password, secretOf(admin.user)) }),
    },
    ping: script(making, recipe.ping, { name: admin.user }),
    make: [
      ...contents.databases.map((name) => script(making, recipe.database ?? [], { name })),
      ...contents.vhosts.map((name) => script(making, recipe.vhost ?? [], { name })),
      ...contents.users.map(({ name }) => script(making, recipe.user ?? [], secretOf(name))),
    ].join(''),
    logins: users.map((name) => loginOf(making, secretOf(name), ownedBy(making, name))),
    fit: [
      ...contents.users.flatMap(({ name, owns }) => (owns === undefined ? [] : [script(making, recipe.owner ?? [], { name: owns, owner: name })])),
      ...contents.extensions.map((name) => script(making, recipe.extension ?? [], { name })),
    ].join(''),
    secrets: [...new Set([...users.map(passwords.of), ...admin.passwords])],
  }
}

function ownedBy({ database }: Making, user: string): string {
  return database.contents.users.find(({ name }) => name === user)?.owns ?? mainDatabase(database)
}

function adminOf({ app, database, recipe, passwords }: Making): { readonly user: string; readonly passwords: readonly string[] } {
  const user = textOfValue(recipe.admin.user, factsWith(app, database, {})) ?? ''
  return { user, passwords: [...new Set([passwords.of(user), ...passwords.formerly(user)])] }
}

/** In place of settings: the user, database or extension at hand. */
type Words = Readonly<Record<string, string>>

function loginOf(making: Making, words: Words, database: string): Login {
  const { recipe } = making
  const stdin = recipe.login.stdin && script(making, recipe.login.stdin, words)
  return {
    user: words['name'] ?? '',
    command: { ...commandOf(making, recipe.login, { ...words, database }), ...(stdin !== undefined && { stdin }) },
    setPassword: script(making, recipe.password, words),
  }
}

function tellOf(making: Making, statements: string, words: Words): InsideCommand {
  const { admin } = making.recipe
  return { ...commandOf(making, admin, words), stdin: `${script(making, admin.begin ?? [], words)}${statements}${script(making, admin.end ?? [], words)}` }
}

function commandOf(making: Making, { command, env }: TemplateCommand, words: Words): InsideCommand {
  const fill = (value: TemplateValue): string => textIn(making, value, words)
  return { words: command.map(fill), env: Object.fromEntries(Object.entries(env).map(([name, value]) => [name, fill(value)])) }
}

function script(making: Making, statement: Statement, words: Words): string {
  return statement.map((line) => `${textIn(making, line, words)}\n`).join('')
}

function textIn({ app, database }: Making, value: TemplateValue, words: Words): string {
  const name = words['name'] ?? ''
  // Where a server reads an underscore as any letter.
  return textOfValue(value, factsWith(app, database, { ...words, pattern: name.replaceAll('_', '\\_') })) ?? ''
}
