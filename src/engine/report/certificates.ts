/** How it stands with the certificates of all hosts that have TLS: which are missing, and which will not last. Pure; renewing is the proxy's own business. */
import { certificateFor } from '../../model/certificate.js'
import type { ObservedCertificate } from '../../model/certificate.js'
import type { CertificateStatus, Condition } from '../../model/run.js'
import type { DesiredApp, ObservedState } from '../../model/state.js'
import type { Emit } from '../../ports.js'
import type { AppView } from './app-view.js'
import type { Look } from '../look.js'
import type { ReportInput } from './input.js'

/** Undefined where Mist cannot see the certificates. Sorted by host. */
export function certificateStatuses(apps: readonly DesiredApp[], observed: ObservedState | undefined, nowIso: string): readonly CertificateStatus[] | undefined {
  if (observed?.certificates === undefined) return undefined
  const { certificates, certificateTroubles = {} } = observed
  const hosts = new Map(apps.flatMap(({ key, route }) => (route?.rules ?? []).filter(({ tls }) => tls !== undefined).map(({ host }) => [host, key] as const)))
  return [...hosts].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([host, app]) => statusOf({ host, app, trouble: certificateTroubles[host] }, certificateFor(host, certificates), nowIso))
}

/** One for an app that has such a host: the app itself runs, and visitors meet something else than git says. */
export function certificateConditions({ look, nowIso }: Pick<ReportInput, 'look' | 'nowIso'>, { desired }: Pick<AppView, 'desired'>): readonly Condition[] {
  const bad = (desired ? certificateStatuses([desired], look.observed, nowIso) : undefined)?.filter(({ state }) => state !== 'valid') ?? []
  if (bad.length === 0) return []
  const missing = bad.filter(({ state }) => state === 'missing')
  const [reason, told] = missing.length > 0 ? ['CertificateMissing' as const, missing] : ['CertificateExpiring' as const, bad]
  return [{ type: 'WaitingForCertificate', status: 'True', reason, message: told.map(sentence).join('; '), since: nowIso }]
}

/** Says once of every certificate that its renewal is overdue; another certificate is another word. Answers what was said by now. */
export function announceCertificates({ desired, observed, memory }: Pick<Look, 'desired' | 'observed' | 'memory'>, { emit, nowIso }: { readonly emit: Emit; readonly nowIso: string }): Readonly<Record<string, string>> {
  const ending = certificateStatuses(desired?.apps ?? [], observed, nowIso)?.filter(({ state }) => state === 'expiring' || state === 'expired') ?? []
  for (const { app, host, notAfter = '' } of ending) {
    if (memory.warned?.[host] !== notAfter) emit({ type: 'certificate-expiring', app, host, notAfter })
  }
  return Object.fromEntries(ending.map(({ host, notAfter = '' }) => [host, notAfter]))
}

function sentence({ host, state, notAfter, message }: CertificateStatus): string {
  const why = message === undefined ? '' : `: ${message}`
  if (state === 'missing') return `${host} waits for its certificate and is served over plain HTTP meanwhile${why}`
  return `the certificate of ${host} ${state === 'expired' ? 'ended' : 'ends'} at ${String(notAfter)} and was not renewed${why}`
}

interface Wanted {
  readonly host: string
  readonly app: CertificateStatus['app']
  /** What the proxy said when it asked for one. */
  readonly trouble: string | undefined
}

const DAY_MS = 24 * 60 * 60 * 1_000
const WARN_MS = 14 * DAY_MS
/** Of short-lived ones a part of their life: fourteen days would be all of it. */
const WARN_PART = 6

function statusOf({ host, app, trouble }: Wanted, certificate: ObservedCertificate | undefined, nowIso: string): CertificateStatus {
  const said = trouble === undefined ? {} : { message: trouble }
  if (certificate === undefined) return { host, app, state: 'missing', ...said }
  const { notBefore, notAfter, origin } = certificate
  const leftMs = Date.parse(notAfter) - Date.parse(nowIso)
  const warnMs = Math.min(WARN_MS, (Date.parse(notAfter) - Date.parse(notBefore)) / WARN_PART)
  const state = leftMs <= 0 ? 'expired' : leftMs < warnMs ? 'expiring' : 'valid'
  return { host, app, state, notAfter, origin, ...(state !== 'valid' && said) }
}
