/** Templates as they are written → spelled out. What they may not say is told by the schema and by `faults.ts`. */
import { compareVersions } from '../../model/version.js'
import { parseDuration } from '../forms/duration.js'
import type { Form } from '../forms/form.js'
import { parseSize } from '../forms/size.js'
import type { ExtendedTemplate, Limits, Template as WrittenTemplate, TemplateParameter, TemplateValue as WrittenValue } from '../manifest.gen.js'
import type { Parameter, Template, TemplateValue } from './template.js'

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
