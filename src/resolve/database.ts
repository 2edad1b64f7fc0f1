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
import type { InstanceKey } from '../model/instance-key.js'
import { derivePassword, keyId, markOf } from '../model/instance-key.js'
import type { DataSpec } from '../model/data.js'
import type { Text } from './secrets.js'

/** What passwords are derived from. */
export interface DatabaseScope {
  readonly project: { readonly name: string }
  readonly key: InstanceKey
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

export function databaseOutput(app: ManifestApp, output: string, scope: DatabaseScope): Text | undefined {
  const { database } = app
  if (!database) return undefined
  const isCommon = COMMON_OUTPUTS.some((name) => name === output)
  const value: TemplateValue | undefined = isCommon ? { kind: 'setting', name: output } : Object.hasOwn(database.template.outputs, output) ? database.template.outputs[output] : undefined
  return value && textOf(value, secretFacts(app, database, scope), scope)
}

/** What the volume of a database remembers of it; undefined for other apps. */
export function dataOf({ database }: ManifestApp, { key }: DatabaseScope): DataSpec | undefined {
  if (!database) return undefined
  const { template, line } = database
  return { software: template.software, line, upgrade: template.upgrade, fixedEnv: fixedEnv(template), ...(hasPassword(template) && { key: keyId(key) }) }
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
function secretFacts({ name, renamedFrom = name }: ManifestApp, database: ManifestDatabase, { project, key }: DatabaseScope): Facts {
  const owner = database.settings['user'] ?? 'default'
  return {
    ...factsOf(name, database),
    password: (user = owner) => derivePassword(key, `${project.name}/${renamedFrom}/${user} v1`),
  }
}
