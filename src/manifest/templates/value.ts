/** A value of a template with its settings filled in. Where passwords come from is not known here. */
import type { Template, TemplateValue, UrlValue } from './template.js'

export interface Facts {
  readonly settings: Readonly<Record<string, string>>
  readonly host: string
  readonly port: number
  readonly version: string
  /** Of the user that the settings name, or of a user with a fixed name. */
  readonly password?: (user: string | undefined) => string
}

/** Undefined while a setting in it has no value. */
export function textOfValue(value: TemplateValue, facts: Facts): string | undefined {
  switch (value.kind) {
    case 'text': return value.text
    case 'setting': return settingOf(value.name, facts)
    case 'password-of': return passwordOf(value.user, facts)
    case 'join': return joined(value.parts.map((part) => textOfValue(part, facts)))
    case 'url': return urlOf(value.url, facts)
  }
}

/** Words of a command, each group whole or not at all. */
export function wordsOfGroups(groups: readonly (readonly TemplateValue[])[], facts: Facts): readonly string[] {
  return groups.flatMap((group) => {
    const words = group.map((value) => textOfValue(value, facts))
    return words.every((word) => word !== undefined) ? words : []
  })
}

/** Defaults, what `extends` brought along, and what the app says. */
export function settingsOf(template: Pick<Template, 'parameters' | 'presets'>, written: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const defaults = Object.entries(template.parameters).flatMap(([name, parameter]) => (parameter.default === undefined ? [] : [[name, parameter.default] as const]))
  return { ...Object.fromEntries(defaults), ...template.presets, ...written }
}

function settingOf(name: string, facts: Facts): string | undefined {
  switch (name) {
    case 'host': return facts.host
    case 'port': return String(facts.port)
    case 'version': return facts.version
    case 'password': return passwordOf(undefined, facts)
    default: return Object.hasOwn(facts.settings, name) ? facts.settings[name] : undefined
  }
}

function passwordOf(user: string | undefined, { password }: Facts): string {
  if (!password) throw new Error('a password is asked for where none may stand: the rules of the manifest let that through')
  return password(user)
}

function joined(parts: readonly (string | undefined)[]): string | undefined {
  return parts.every((part) => part !== undefined) ? parts.join('') : undefined
}

/** Whatever a setting or a password holds, it stays within its place. */
function urlOf({ scheme, user, password, path, query }: UrlValue, facts: Facts): string | undefined {
  const parts = [user, password, path].map((part) => (part ? textOfValue(part, facts) : ''))
  if (parts.some((part) => part === undefined)) return undefined
  const [name = '', word = '', place = ''] = parts.map((part) => encodeURIComponent(part ?? ''))
  const who = `${name}${password ? `:${word}` : ''}`
  return `${scheme}://${who === '' ? '' : `${who}@`}${facts.host}:${String(facts.port)}${path ? `/${place}` : ''}${query === undefined ? '' : `?${query}`}`
}
