/** Why a verb did not begin or could not answer. Each kind is shown in its own way and has its own exit code. */
import { didYouMean } from '../manifest/suggest.js'
import type { Diagnostic } from '../model/diagnostic.js'
import type { Failure } from '../model/failure.js'
import type { AppKey } from '../model/resource.js'
import type { Result } from '../model/result.js'
import { err, ok } from '../model/result.js'

export type Refusal =
  | { readonly kind: 'failure'; readonly failure: Failure }
  | { readonly kind: 'diagnostics'; readonly diagnostics: readonly Diagnostic[] }
  | { readonly kind: 'usage'; readonly message: string; readonly help?: string }

export function refusedBy(failure: Failure): Refusal {
  return { kind: 'failure', failure }
}

export function usage(message: string, help?: string): Refusal {
  return { kind: 'usage', message, ...(help !== undefined && { help }) }
}

const SELECTOR = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\/[a-z0-9]([a-z0-9-]*[a-z0-9])?)?$/

/** `project/app`, known or not. */
export function namedApp(argument = ''): Result<AppKey, Refusal> {
  const isKey = SELECTOR.test(argument) && argument.includes('/')
  return isKey ? ok(argument as AppKey) : err(usage(`"${argument}" names no app`, 'Write project/app, for example shop/web.'))
}

/** `project` or `project/app`, checked against the apps that are known. */
export function checkSelector(selector: string | undefined, apps: Iterable<string>): Result<void, Refusal> {
  if (selector === undefined) return ok(undefined)
  if (!SELECTOR.test(selector)) return err(usage(`"${selector}" names no app`, 'Write project or project/app, for example shop/web.'))
  const keys = [...new Set(apps)].sort()
  const projects = [...new Set(keys.map((key) => key.slice(0, key.indexOf('/'))))]
  if (keys.includes(selector) || projects.includes(selector)) return ok(undefined)
  const nearest = didYouMean(selector, [...keys, ...projects]) ?? keys.find((key) => key.endsWith(`/${selector}`))
  const help = nearest !== undefined ? `Did you mean ${nearest}?` : keys.length === 0 ? 'No apps are known yet.' : `Known are: ${keys.slice(0, MAX_NAMED).join(', ')}${keys.length > MAX_NAMED ? ', …' : ''}`
  return err(usage(`there is no app or project "${selector}"`, help))
}

const MAX_NAMED = 12
