/** Why the managed proxy could not get a certificate, in its own words: they stand in its output alone. Asked for only while one is missing. */
import { certificateFor } from '../../model/certificate.js'
import { SYSTEM_PROJECT } from '../../model/labels.js'
import { projectOf } from '../../model/resource.js'
import type { DesiredState, ObservedState } from '../../model/state.js'
import type { RuntimeReader } from '../../ports.js'
import { withDeadline } from '../../signals.js'

const LINES = 300
const READ_DEADLINE_MS = 2_000
const MAX_REASON = 400

export async function certificateTroubles(runtime: RuntimeReader, seen: { readonly desired: DesiredState | undefined; readonly observed: ObservedState }, signal: AbortSignal): Promise<Readonly<Record<string, string>>> {
  const missing = hostsWithout(seen.desired, seen.observed)
  const proxy = seen.observed.containers.find(({ app, state }) => projectOf(app) === SYSTEM_PROJECT && state === 'running')
  if (missing.length === 0 || proxy === undefined) return {}
  // A reason that cannot be had is no reason to fail: the certificate is missing either way.
  const lines = await withDeadline(READ_DEADLINE_MS, [signal], (limited) => outputOf(runtime, proxy.name, limited)).catch(() => [])
  return Object.fromEntries(missing.flatMap((host) => reasonFor(host, lines)))
}

/** Under plain HTTP meanwhile, so the rules of the plan tell nothing: what git says does. */
function hostsWithout(desired: DesiredState | undefined, { certificates }: ObservedState): readonly string[] {
  if (certificates === undefined) return []
  const rules = desired?.apps.flatMap(({ route }) => route?.rules ?? []) ?? []
  return [...new Set(rules.filter(({ tls, host }) => tls === 'acme' && certificateFor(host, certificates) === undefined).map(({ host }) => host))]
}

async function outputOf(runtime: RuntimeReader, container: string, signal: AbortSignal): Promise<readonly string[]> {
  const lines: string[] = []
  for await (const { text } of runtime.logs({ container, follow: false, tail: LINES, sinceSeconds: 0 }, signal)) lines.push(text)
  return lines
}

/** The newest line that names the host. What Traefik says around the reason is left out. */
function reasonFor(host: string, lines: readonly string[]): readonly (readonly [string, string])[] {
  const line = lines.findLast((text) => text.includes('Unable to obtain ACME certificate') && text.includes(`"${host}"`))
  if (line === undefined) return []
  const plain = line.replace(/\u001b\[[0-9;]*m/g, '').replace(/\\n/g, ' ').replace(/\\"/g, '"')
  const said = /error: \d+ :: .*?(?=" ACME CA|" acmeCA| providerName=|$)/.exec(plain)?.[0] ?? /error="?(.*?)"? (?:ACME CA|acmeCA|domains)=/.exec(plain)?.[1] ?? 'the ACME server did not issue it'
  return [[host, said.slice(0, MAX_REASON)]]
}
