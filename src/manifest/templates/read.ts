/** Templates as they are written → spelled out. What they may not say is told by the schema and by `faults.ts`. */
import { compareVersions } from '../../model/version.js'
import { parseDuration } from '../forms/duration.js'
import type { Form } from '../forms/form.js'
import { parseSize } from '../forms/size.js'
import type { ExtendedTemplate, Limits, Template as WrittenTemplate, TemplateContents as WrittenContents, TemplateParameter, TemplateValue as WrittenValue } from '../manifest.gen.js'
import type { Parameter, Template, TemplateContents, TemplateValue } from './template.js'

/** The descriptions in schema/mist.schema.json say the same. */
const DEFAULTS = { healthEvery: '5s', startup: '10m', stop: '1m' } as const

/** The built-in ones alone have patterns: a regular expression of a file could keep the process busy for good. */
export type BuiltInTemplate = Omit<WrittenTemplate, 'parameters'> & { readonly parameters?: Readonly<Record<string, BuiltInParameter>> }
type BuiltInParameter = TemplateParameter & { readonly pattern?: string }

export function readTemplate(name: string, written: BuiltInTemplate, origin: Template['origin']): Template {
  return {
    name,
    software: name,
    origin,
    description: written.description,
    image: written.image,
    version: String(written.version),
    lines: Object.entries(written.versions).map(([line, { volume }]) => ({ name: line, volume })).toSorted((a, b) => compareVersions(b.name, a.name)),
    upgrade: written.upgrade,
    port: written.port,
    env: mapped(written.env, readValue),
    ...(written.command && { command: written.command.map((item) => (Array.isArray(item) ? item.map(readValue) : [readValue(item as WrittenValue)])) }),
    health: written.health.map(readValue),
    healthEveryMs: durationOf(written.healthEvery ?? DEFAULTS.healthEvery),
    outputs: mapped(written.outputs, readValue),
    parameters: mapped(written.parameters, readParameter),
    files: mapped(written.files, (lines) => lines.map(readValue)),
    passwords: written.passwords ?? 'data',
    ...(written.contents && { contents: readContents(written.contents) }),
    presets: {},
    limits: readLimits(written.limits),
    startupMs: durationOf(written.startup ?? DEFAULTS.startup),
    stopMs: durationOf(written.stop ?? DEFAULTS.stop),
  }
}

export function extendTemplate(name: string, base: Template, written: ExtendedTemplate): Template {
  const { description, image, version, limits, with: settings } = written
  return {
    ...base,
    name,
    origin: 'file',
    ...(description !== undefined && { description }),
    ...(image !== undefined && { image }),
    ...(version !== undefined && { version: String(version) }),
    limits: { ...base.limits, ...readLimits(limits) },
    presets: { ...base.presets, ...mapped(settings, String) },
  }
}

function readContents({ admin, ping, login, password, ...declared }: WrittenContents): TemplateContents {
  const { database, user, owner, extension } = declared
  return {
    admin: { user: readValue(admin.user), command: admin.command.map(readValue), env: mapped(admin.env, readValue), ...(admin.password && { password: admin.password.map(readValue) }) },
    ping: ping.map(readValue),
    login: { command: login.command.map(readValue), env: mapped(login.env, readValue), ...(login.stdin && { stdin: login.stdin.map(readValue) }) },
    password: password.map(readValue),
    ...(database && { database: database.map(readValue) }),
    ...(user && { user: user.map(readValue) }),
    ...(owner && { owner: owner.map(readValue) }),
    ...(extension && { extension: extension.map(readValue) }),
  }
}

function readValue(written: WrittenValue): TemplateValue {
  if (typeof written !== 'object') return { kind: 'text', text: String(written) }
  const { value, passwordOf, join, url } = written
  if (value !== undefined) return { kind: 'setting', name: value }
  if (passwordOf !== undefined) return { kind: 'password-of', user: passwordOf }
  if (join !== undefined) return { kind: 'join', parts: join.map(readValue) }
  if (url === undefined) return { kind: 'text', text: '' }
  const { scheme, user, password, path, query } = url
  return {
    kind: 'url',
    url: { scheme, ...(user !== undefined && { user: readValue(user) }), ...(password !== undefined && { password: readValue(password) }), ...(path !== undefined && { path: readValue(path) }), ...(query !== undefined && { query }) },
  }
}

function readParameter({ default: standard, enum: choices, type = 'string', ...rest }: BuiltInParameter): Parameter {
  return { ...rest, type, ...(choices && { enum: choices.map(String) }), ...(standard !== undefined && { default: String(standard) }) }
}

function readLimits({ memory, ...rest }: Limits = {}): Template['limits'] {
  return { ...rest, ...(memory !== undefined && { memoryBytes: numberOf(parseSize(memory)) }) }
}

function durationOf(text: string): number {
  return numberOf(parseDuration(text))
}

/** The schema has let it through; what is beyond every bound is told by the same rules as for apps. */
function numberOf(form: Form<number>): number {
  return form.ok ? form.value : 0
}

function mapped<From, To>(record: Readonly<Record<string, From>> | undefined, change: (value: From) => To): Readonly<Record<string, To>> {
  return Object.fromEntries(Object.entries(record ?? {}).map(([name, value]) => [name, change(value)]))
}
