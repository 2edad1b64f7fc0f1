/** A template spelled out: what a database is made of, before an app gives it settings. Built-in ones and those of a file look alike. */
import type { LaidFile } from '../../model/backup.js'

export interface Template {
  readonly name: string
  /** The template at the bottom of `extends`: what wrote the data of a volume. */
  readonly software: string
  readonly origin: 'built-in' | 'file'
  readonly description: string
  readonly image: string
  /** Taken when nobody names another. */
  readonly version: string
  /** Newest first. */
  readonly lines: readonly VersionLine[]
  readonly upgrade: 'never' | 'newer' | 'dump-restore'
  readonly port: number
  readonly env: Readonly<Record<string, TemplateValue>>
  /** A group is left out as a whole while a setting in it has no value. */
  readonly command?: readonly (readonly TemplateValue[])[]
  readonly health: readonly TemplateValue[]
  readonly healthEveryMs: number
  readonly outputs: Readonly<Record<string, TemplateValue>>
  readonly parameters: Readonly<Record<string, Parameter>>
  /** By their path in the container, line by line. */
  readonly files: Readonly<Record<string, readonly TemplateValue[]>>
  /** Who knows the passwords: the data, or the server from each start on. */
  readonly passwords: 'data' | 'start'
  readonly contents?: TemplateContents
  /** Settings that `extends` brought along, over the defaults of the parameters. */
  readonly presets: Readonly<Record<string, string>>
  readonly limits: { readonly cpus?: number; readonly memoryBytes?: number; readonly pids?: number }
  readonly startupMs: number
  readonly stopMs: number
  /** Absent for what cannot be backed up. */
  readonly backup?: TemplateRecipe
}

/** How the server is asked for all that it holds, see `DumpRecipe` in model/backup.ts. */
export interface TemplateRecipe {
  readonly parts: readonly TemplatePart[]
  readonly check: RecipeCommand
}

export interface TemplatePart {
  readonly name: string
  /** It stands only with these settings. */
  readonly when: Readonly<Record<string, string>>
  readonly how: PartForm
}

export type PartForm =
  | { readonly kind: 'one'; readonly dump: RecipeCommand; readonly restore: RecipeCommand; readonly compare?: RecipeCommand }
  | { readonly kind: 'each'; readonly list: RecipeCommand; readonly dump: RecipeCommand; readonly restore: RecipeCommand; readonly compare?: RecipeCommand }
  | { readonly kind: 'file'; readonly dump: RecipeCommand; readonly trim?: 'rdb-mark'; readonly lay: LaidFile }
  | { readonly kind: 'folder'; readonly pause: boolean }
  /** None of these: a rule says so. */
  | { readonly kind: 'unclear' }

export interface RecipeCommand {
  /** As those of `command`. */
  readonly words: readonly (readonly TemplateValue[])[]
  readonly env: Readonly<Record<string, TemplateValue>>
  readonly stdin?: TemplateValue
}

/** `16` stands for 16, 16.4 and 16-alpine. */
export interface VersionLine {
  readonly name: string
  readonly volume: string
}

/** How passwords and what `with` declares are put into a running server. */
export interface TemplateContents {
  /** `begin` and `end` stand around each of its scripts. */
  readonly admin: TemplateCommand & { readonly user: TemplateValue; readonly begin?: Statement; readonly end?: Statement; readonly password?: Statement }
  readonly ping: Statement
  readonly login: TemplateCommand & { readonly stdin?: Statement }
  readonly password: Statement
  readonly database?: Statement
  readonly vhost?: Statement
  readonly user?: Statement
  readonly owner?: Statement
  readonly extension?: Statement
}

export interface TemplateCommand {
  readonly command: readonly TemplateValue[]
  readonly env: Readonly<Record<string, TemplateValue>>
}

/** Lines for the stdin of the client. */
export type Statement = readonly TemplateValue[]

export type TemplateValue =
  | { readonly kind: 'text'; readonly text: string }
  /** A setting, or one of the words that every template knows. */
  | { readonly kind: 'setting'; readonly name: string }
  | { readonly kind: 'password-of'; readonly user: string }
  | { readonly kind: 'join'; readonly parts: readonly TemplateValue[] }
  | { readonly kind: 'url'; readonly url: UrlValue }

export interface UrlValue {
  readonly scheme: string
  readonly user?: TemplateValue
  readonly password?: TemplateValue
  readonly path?: TemplateValue
  readonly query?: string
}

export interface Parameter {
  readonly description: string
  readonly type: 'string' | 'integer' | 'boolean'
  readonly enum?: readonly string[]
  /** Of built-in templates alone. */
  readonly pattern?: string
  readonly minimum?: number
  readonly maximum?: number
  readonly default?: string
  /** It counts only when the data is first made. */
  readonly fixed?: boolean
}

/** What a value of `contents` may name beside that. */
export const CONTENTS_VALUES = ['name', 'pattern', 'owner', 'secret'] as const
/** What a value may name beside the parameters. */
export const KNOWN_VALUES = ['host', 'port', 'version', 'password'] as const
/** What the commands for one part of a backup may name beside those: the line that the part is for. */
export const PART_VALUE = 'part'
/** Outputs that every database has. */
export const COMMON_OUTPUTS = ['host', 'port'] as const

/** What other apps may ask such a database for. */
export function templateOutputs({ outputs }: Pick<Template, 'outputs'>): readonly string[] {
  return [...COMMON_OUTPUTS, ...Object.keys(outputs)]
}

/** Words of `with` that stand for more than a text, where a template knows what to do with them. */
export function contentsWords({ contents, env, passwords }: Pick<Template, 'contents' | 'env' | 'passwords'>): readonly ContentsWord[] {
  const declared = (['databases', 'vhosts', 'users', 'extensions'] as const).filter((word) => contents?.[STATEMENT_OF[word]] !== undefined)
  const isChanged = passwords === 'start' || contents !== undefined
  return [...(hasPassword({ env }) && isChanged ? (['password', 'passwordVersion'] as const) : []), ...declared]
}

export type ContentsWord = 'password' | 'passwordVersion' | 'databases' | 'vhosts' | 'users' | 'extensions'

const STATEMENT_OF = { databases: 'database', vhosts: 'vhost', users: 'user', extensions: 'extension' } as const

/** The line that a version belongs to: the longest of those that it begins with. */
export function lineOf(template: Pick<Template, 'lines'>, version: string): VersionLine | undefined {
  const fits = template.lines.filter(({ name }) => version === name || (version.startsWith(name) && '.-'.includes(version.charAt(name.length))))
  return fits.toSorted((a, b) => b.name.length - a.name.length)[0]
}

/** Whether the containers of a template know a password. */
export function hasPassword({ env }: Pick<Template, 'env'>): boolean {
  return Object.values(env).some(isSecret)
}

export function isSecret(value: TemplateValue): boolean {
  return namesIn(value).some((name) => name === 'password' || name === 'secret') || partsOf(value).some(({ kind }) => kind === 'password-of')
}

/** Variables that count only when the data is first made, without those that hold a password. */
export function fixedEnv({ env, parameters }: Pick<Template, 'env' | 'parameters'>): readonly string[] {
  return Object.entries(env).flatMap(([name, value]) => (!isSecret(value) && namesIn(value).some((one) => parameters[one]?.fixed === true) ? [name] : []))
}

/** Every setting that a value speaks of. */
export function namesIn(value: TemplateValue): readonly string[] {
  return partsOf(value).flatMap((part) => (part.kind === 'setting' ? [part.name] : []))
}

/** The value and all that is inside of it. */
function partsOf(value: TemplateValue): readonly TemplateValue[] {
  if (value.kind === 'join') return [value, ...value.parts.flatMap(partsOf)]
  if (value.kind !== 'url') return [value]
  const { user, password, path } = value.url
  return [value, ...[user, password, path].flatMap((part) => (part ? partsOf(part) : []))]
}
