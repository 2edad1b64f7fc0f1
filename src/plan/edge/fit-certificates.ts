/**
 * HTTPS without a certificate is a door that browsers refuse. A host that has none yet is served over plain HTTP as well, and led to
 * HTTPS once its certificate is there. Where Mist cannot see the certificates, what git says is done.
 */
import { certificateFor } from '../../model/certificate.js'
import type { ObservedCertificate } from '../../model/certificate.js'
import type { RouteRule } from '../../model/resource.js'
import type { DesiredState, ObservedState } from '../../model/state.js'

export function fitCertificates(desired: DesiredState, { certificates }: ObservedState): DesiredState {
  if (certificates === undefined) return desired
  return {
    ...desired,
    apps: desired.apps.map((app) => (app.route?.secure === undefined ? app : { ...app, route: { ...app.route, rules: app.route.rules.map((rule) => fit(rule, certificates)) } })),
  }
}

function fit(rule: RouteRule, certificates: readonly ObservedCertificate[]): RouteRule {
  // A pair of its own is there before its route is.
  return rule.tls === undefined || rule.certificate !== undefined || certificateFor(rule.host, certificates) !== undefined ? rule : { ...rule, plainHttp: true }
}
