/** Templates of databases as text: the list, and one with all that it says. */
import type { Paint } from './paint.js'
import { tableText } from './table.js'

export interface TemplateView {
  readonly name: string
  readonly origin: 'built-in' | 'file'
  readonly description: string
  readonly image: string
  readonly version: string
  readonly versions: readonly string[]
  /** Which data a version can open. */
  readonly upgrade: string
  readonly port: number
  readonly volume: string
  readonly outputs: readonly string[]
  readonly parameters: readonly ParameterView[]
  readonly limits: Readonly<Record<string, number>>
}

export interface ParameterView {
  readonly name: string
  readonly type: string
  readonly default?: string
  readonly choices?: readonly string[]
  readonly description: string
  /** It counts only when the data is first made. */
  readonly fixed: boolean
}

export function templateListText(templates: readonly TemplateView[], paint: Paint): string {
  const columns = [{ title: 'TEMPLATE' }, { title: 'VERSION' }, { title: 'VERSIONS' }, { title: 'FROM' }, { title: 'DESCRIPTION' }]
  return tableText(columns, templates.map(({ name, version, versions, origin, description }) => [name, version, versions.join(' '), origin, description].map((text) => ({ text }))), paint)
}

export function templateText(template: TemplateView, paint: Paint): string {
  const facts = [
    ['image', template.image], ['version', `${template.version} (of ${template.versions.join(', ')})`], ['data', `${template.volume}, ${template.upgrade}`],
    ['port', String(template.port)], ['outputs', template.outputs.join(', ')],
  ] as const
  const columns = [{ title: 'WITH' }, { title: 'DEFAULT' }, { title: 'MEANING' }]
  const rows = [versionOf(template), ...template.parameters].map((one) => [one.name, one.default ?? '', meaningOf(one)].map((text) => ({ text })))
  return [
    `${paint.bold(template.name)}  ${template.description}`,
    '',
    ...facts.map(([name, value]) => `${name.padEnd(8)} ${value}`),
    '',
    tableText(columns, rows, paint),
  ].join('\n')
}

/** Every template takes one, beside its own parameters. */
function versionOf({ version, versions }: TemplateView): ParameterView {
  return { name: 'version', type: 'string', default: version, description: `A tag that begins with one of: ${versions.join(', ')}.`, fixed: false }
}

function meaningOf({ description, choices, fixed }: ParameterView): string {
  return [description, ...(choices ? [`One of: ${choices.join(', ')}.`] : []), ...(fixed ? ['Fixed once the data is made.'] : [])].join(' ')
}
