/** Templates as they are written → spelled out. What they may not say is told by the schema and by `faults.ts`. */
import { compareVersions } from '../../model/version.js'
import { parseDuration } from '../forms/duration.js'
import type { Form } from '../forms/form.js'
import { parseSize } from '../forms/size.js'
import type { ExtendedTemplate, Limits, RecipeCommand as WrittenCommand, Template as WrittenTemplate, TemplateBackup, TemplateContents as WrittenContents, TemplateParameter, TemplatePart, TemplateValue as WrittenValue } from '../manifest.gen.js'
import type { Parameter, PartForm, RecipeCommand, Template, TemplateContents, TemplateRecipe, TemplateValue } from './template.js'

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
    ...(written.command && { command: readGroups(written.command) }),
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
    ...(written.backup && { backup: readRecipe(written.backup) }),
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
  const { database, vhost, user, owner, extension } = declared
  return {
    admin: { user: readValue(admin.user), command: admin.command.map(readValue), env: mapped(admin.env, readValue), ...readAround(admin) },
    ping: ping.map(readValue),
    login: { command: login.command.map(readValue), env: mapped(login.env, readValue), ...(login.stdin && { stdin: login.stdin.map(readValue) }) },
    password: password.map(readValue),
    ...(database && { database: database.map(readValue) }),
    ...(vhost && { vhost: vhost.map(readValue) }),
    ...(user && { user: user.map(readValue) }),
    ...(owner && { owner: owner.map(readValue) }),
    ...(extension && { extension: extension.map(readValue) }),
  }
}

function readAround({ begin, end, password }: WrittenContents['admin']): Pick<TemplateContents['admin'], 'begin' | 'end' | 'password'> {
  return { ...(begin && { begin: begin.map(readValue) }), ...(end && { end: end.map(readValue) }), ...(password && { password: password.map(readValue) }) }
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

function readRecipe({ parts, check }: TemplateBackup): TemplateRecipe {
  return { parts: parts.map(({ name, when, ...form }) => ({ name, when: mapped(when, String), how: readForm(form) })), check: readCommand(check) }
}

type WrittenForm = Omit<TemplatePart, 'name' | 'when'>

/** What stands beside a form and is no part of it makes it unclear. */
function readForm(form: WrittenForm): PartForm {
  switch (FORM_KEYS.filter((key) => form[key] !== undefined).join(' ')) {
    case 'folder': return { kind: 'folder', pause: form.folder === 'paused' }
    case 'dump lay':
    case 'dump trim lay': return fileForm(form)
    case 'dump restore':
    case 'each dump restore':
    case 'dump restore compare':
    case 'each dump restore compare': return dumpForm(form)
    default: return UNCLEAR
  }
}

function fileForm({ dump, lay, trim }: WrittenForm): PartForm {
  return dump && lay ? { kind: 'file', dump: readCommand(dump), ...(trim && { trim }), lay: { path: lay.path, beside: lay.beside ?? {} } } : UNCLEAR
}

function dumpForm({ each, dump, restore, compare }: WrittenForm): PartForm {
  if (!dump || !restore) return UNCLEAR
  const both = { dump: readCommand(dump), restore: readCommand(restore), ...(compare && { compare: readCommand(compare) }) }
  return each ? { kind: 'each', list: readCommand(each), ...both } : { kind: 'one', ...both }
}

const FORM_KEYS = ['each', 'dump', 'restore', 'compare', 'trim', 'lay', 'folder'] as const
const UNCLEAR: PartForm = { kind: 'unclear' }

function readCommand({ command, env, stdin }: WrittenCommand): RecipeCommand {
  return { words: readGroups(command), env: mapped(env, readValue), ...(stdin !== undefined && { stdin: readValue(stdin) }) }
}

function readGroups(groups: WrittenCommand['command']): RecipeCommand['words'] {
  return groups.map((item) => (Array.isArray(item) ? item.map(readValue) : [readValue(item as WrittenValue)]))
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
