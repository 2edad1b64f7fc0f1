/** What differs between git and the host, and what is held back: each with its reason, fields with both values where they may be shown. */
import type { Blocked } from '../../model/plan.js'
import type { ChangeSummary } from '../../model/run.js'
import { html, type Html } from './html.js'
import { icon } from './icons.js'

type Field = ChangeSummary['fields'][number]

const SIGNS: Readonly<Record<ChangeSummary['action'], readonly [string, string]>> = {
  create: ['+', 'create'],
  adopt: ['~', 'adopt'],
  update: ['~', 'update in place'],
  replace: ['-/+', 'replace'],
  prune: ['-', 'delete'],
}

const REASONS: Readonly<Record<ChangeSummary['reason'], string>> = {
  missing: 'it is in git and not on the host',
  'spec-changed': 'git says something else than before',
  drift: 'somebody changed it on the host',
  'not-running': 'it should run and does not',
  unhealthy: 'the engine calls it unhealthy',
  'left-behind': 'an interrupted apply left it behind',
  'not-desired': 'git no longer has it',
  renamed: 'it goes on under another name',
}

export function changeList(changes: readonly ChangeSummary[]): Html {
  return html`<ul class="changes">${changes.map(change)}</ul>`
}

export function blockedList(blocked: readonly Blocked[]): Html {
  return html`<ul class="changes">${blocked.map((one) => html`<li>
<p><span class="sign warn">${icon('blocked')}</span><span class="what"><b>${SIGNS[one.action][1]}</b> ${resourceName(one.id)} <span class="quiet">is held back</span></span></p>
<p class="why">${one.message}</p>
${fieldList(one.fields)}
</li>`)}</ul>`
}

function change({ id, action, reason, fields }: ChangeSummary): Html {
  const isDrift = reason === 'drift'
  const [sign, verb] = SIGNS[action]
  return html`<li>
<p><span class="sign ${isDrift ? 'warn' : action}" aria-hidden="true">${isDrift ? '!' : sign}</span><span class="what"><b>${verb}</b> ${resourceName(id)}</span></p>
<p class="why">${isDrift ? 'Drift' : 'Because'}: ${REASONS[reason]}.</p>
${fieldList(fields)}
</li>`
}

function fieldList(fields: readonly Field[]): Html | undefined {
  if (fields.length === 0) return undefined
  return html`<dl class="fields">${fields.map((field) => html`<div><dt>${field.field}</dt><dd>${fieldValue(field)}</dd></div>`)}</dl>`
}

/** An absent value on both sides is a value that is not shown, such as that of an env variable. */
function fieldValue({ from, to }: Field): Html {
  if (from === undefined && to === undefined) return html`<span class="quiet">changed, value not shown</span>`
  if (from === undefined) return html`<ins>${to}</ins>`
  if (to === undefined) return html`<del>${from}</del>`
  return html`<del>${from}</del> <span class="quiet" aria-hidden="true">→</span> <ins>${to}</ins>`
}

function resourceName(id: string): Html {
  const slash = id.indexOf('/')
  return html`${id.slice(0, slash)} <code>${id.slice(slash + 1)}</code>`
}
