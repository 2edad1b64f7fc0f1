/** What the edge of a domain is told has to be harmless to the proxy, and has to make sense where it stands. */
import { basicAuthUser, headerFault, isAddressBlock } from '../../model/edge.js'
import type { Finding } from '../finding.js'
import { fault } from '../finding.js'
import type { RuleContext } from './context.js'
import { durationFault } from './durations.js'

export function* addresses({ domains }: RuleContext): Iterable<Finding> {
  for (const { allow = [], at } of domains) {
    for (const [index, block] of allow.entries()) {
      if (!isAddressBlock(block)) yield fault({ rule: 'address', message: 'this is neither an address nor a CIDR block', help: 'for example 10.0.0.0/8, 192.0.2.7 or 2001:db8::/32', path: [...at, 'allow', index] })
    }
  }
}

export function* headers({ domains }: RuleContext): Iterable<Finding> {
  for (const { headers: written = {}, at } of domains) {
    const seen = new Set<string>()
    for (const [name, value] of Object.entries(written)) {
      const cause = headerFault(name, value) ?? (seen.has(name.toLowerCase()) ? 'it is written twice, and case does not count' : undefined)
      seen.add(name.toLowerCase())
      if (cause === undefined) continue
      const isHsts = name.toLowerCase() === 'strict-transport-security'
      yield fault({ rule: 'header', message: `the header ${name} cannot be set: ${cause}`, help: isHsts ? 'use `hsts`' : 'correct it, or let the app set it', path: [...at, 'headers', name] })
    }
  }
}

/** What is no bcrypt could be guessed from the file within hours. The line itself is not repeated. */
export function* users({ domains }: RuleContext): Iterable<Finding> {
  for (const { basicAuth = [], at } of domains) {
    const seen = new Set<string>()
    for (const [index, line] of basicAuth.entries()) {
      const user = basicAuthUser(line)
      const path = [...at, 'auth', 'basic', index]
      if (user === undefined) yield fault({ rule: 'htpasswd', message: 'this is not a name, a colon and a bcrypt hash with a cost from 4 to 14', help: 'make the line with `htpasswd -nB name`', path })
      else if (seen.has(user)) yield fault({ rule: 'htpasswd', message: `${user} stands here twice`, help: 'keep one of the two lines', path })
      if (user !== undefined) seen.add(user)
    }
  }
}

const BESIDE_REDIRECT = ['strip', 'auth', 'allow', 'headers', 'rateLimit', 'maxBody', 'compress', 'hsts'] as const

/** A redirect answers by itself, before any of these would be asked. */
export function* besideRedirect({ domains, isWritten }: RuleContext): Iterable<Finding> {
  for (const { redirect, at, host } of domains) {
    const stray = redirect === undefined ? undefined : BESIDE_REDIRECT.find((key) => isWritten([...at, key]))
    if (stray !== undefined) yield fault({ rule: 'redirect-conflict', message: `${stray} means nothing for ${host}, which only redirects`, help: 'remove it, or say it where the target is served', path: [...at, stray], on: 'key' })
    if (redirect === undefined && isWritten([...at, 'permanent'])) yield fault({ rule: 'redirect-conflict', message: 'permanent speaks of a redirect, and there is none', help: 'add `redirect:`, or remove it', path: [...at, 'permanent'], on: 'key' })
  }
}

export function* stripNeedsPath({ domains }: RuleContext): Iterable<Finding> {
  for (const { strip, path, at } of domains) {
    if (strip && path === '/') yield fault({ rule: 'strip-without-path', message: 'there is no path to take away', help: 'add `path:`, or remove it', path: [...at, 'strip'], on: 'key' })
  }
}

const WEB_KEYS = ['maintenance', 'errorPage', 'sticky', 'responseTimeout'] as const

/** Nobody visits a service. Of databases another rule says so. */
export function* visitedOnly({ apps, isWritten }: RuleContext): Iterable<Finding> {
  for (const { app, path } of apps) {
    const key = app.type === 'web' || app.database ? undefined : WEB_KEYS.find((name) => isWritten([...path, name]))
    if (key !== undefined) yield fault({ rule: 'type-mismatch', message: `${key} means nothing for ${app.name}, which nobody visits through the proxy`, help: 'remove it, or give the app a port and domains', path: [...path, key], on: 'key' })
  }
}

const [SECOND_MS, MINUTE_MS, HOUR_MS] = [1_000, 60_000, 3_600_000] as const

export function* edgeBounds({ apps, domains }: RuleContext): Iterable<Finding> {
  for (const { app, path } of apps) yield* durationFault(app.responseTimeoutMs, { key: 'responseTimeout', fromMs: SECOND_MS, toMs: HOUR_MS }, path)
  for (const { at, rateLimit, hsts, maxBodyBytes } of domains) {
    yield* durationFault(rateLimit?.periodMs, { key: 'period', fromMs: SECOND_MS, toMs: HOUR_MS }, [...at, 'rateLimit'])
    yield* durationFault(hsts?.maxAgeMs, { key: 'maxAge', fromMs: MINUTE_MS, toMs: 17_520 * HOUR_MS, stepMs: SECOND_MS }, [...at, 'hsts'])
    if (maxBodyBytes === 0) yield fault({ rule: 'out-of-range', message: 'no request would be small enough', help: 'name the largest body that may pass, such as 10m', path: [...at, 'maxBody'] })
  }
}
