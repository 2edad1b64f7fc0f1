/** Secrets as a table: names, places and users. There is no value in what it is given. */
import type { Failure } from '../model/failure.js'
import { failureLine } from '../model/failure.js'
import type { AppKey } from '../model/resource.js'
import { stripControls } from './escape.js'
import { helpText } from './failure-text.js'
import type { Paint } from './paint.js'
import type { Column } from './table.js'
import { tableText } from './table.js'

export interface SecretRow {
  readonly name: string
  /** Who uses it, sorted. */
  readonly apps: readonly AppKey[]
  /** Of backups; absent when none does. */
  readonly storages?: readonly string[]
  /** `encrypted`: it is there, and nobody here can open it. */
  readonly state: 'found' | 'encrypted' | 'missing' | 'unusable'
  readonly place?: string
  readonly failure?: Failure
}

const COLUMNS: readonly Column[] = [{ title: 'NAME', maxWidth: 40 }, { title: 'STATE' }, { title: 'FROM', maxWidth: 60 }, { title: 'USED BY', maxWidth: 60 }]

export function secretsText(rows: readonly SecretRow[], paint: Paint): string {
  if (rows.length === 0) return ''
  const table = tableText(COLUMNS, rows.map(({ name, state, place = '', ...users }) => [
    { text: name },
    { text: state, ...(state === 'missing' || state === 'unusable' ? { paint: paint.red } : {}) },
    { text: stripControls(place) },
    { text: usersText(users) || 'nobody' },
  ]), paint)
  const reasons = rows.flatMap(({ failure }) => (failure ? [stripControls(failureLine(failure)), ...(failure.help === undefined ? [] : [helpText(failure.help)])] : []))
  return [table, ...(reasons.length > 0 ? ['', ...reasons] : [])].join('\n')
}

/** Apps by their keys, and storages of backups as such. */
export function usersText({ apps, storages = [] }: Pick<SecretRow, 'apps' | 'storages'>): string {
  return [...apps, ...storages.map((name) => `storage ${name}`)].join(', ')
}
