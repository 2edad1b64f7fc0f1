/** `5432`, `8080:80`, `127.0.0.1:8080:80/udp` → a port of the host that leads to a port of the container. */
import { err, ok } from '../../model/result.js'
import type { ManifestPublish } from '../manifest.js'
import { isIpv4, toPort } from './address.js'
import type { Form } from './form.js'

/** Loopback: reachable from the host alone, so it needs no grant. */
export const PUBLISH_DEFAULTS = { address: '127.0.0.1', protocol: 'tcp' } as const

export function parsePublish(text: string): Form<ManifestPublish> {
  const [ports = '', protocol] = text.split('/')
  const parts = ports.split(':')
  const address = ports.includes('.') ? parts.shift() : PUBLISH_DEFAULTS.address
  if (address === undefined || !isIpv4(address)) return err({ rule: 'malformed', message: `${String(address)} is not an IPv4 address`, help: 'four numbers from 0 to 255, such as 127.0.0.1' })
  const [first = '', second = first] = parts
  const [port, container] = [toPort(first), toPort(second)]
  if (port === undefined || container === undefined) return err({ rule: 'out-of-range', message: `${text} names a port outside of 1 to 65535`, help: 'write `port`, `port:container` or `address:port:container`' })
  return ok({ address, port, container, protocol: protocol === 'udp' ? 'udp' : PUBLISH_DEFAULTS.protocol })
}
