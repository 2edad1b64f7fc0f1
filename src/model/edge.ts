/**
 * Which texts may reach the configuration of the proxy: addresses, headers, htpasswd lines. Strict sets, written once; the manifest
 * refuses what is outside of them at its place, and the adapter refuses it again before anything is written.
 */

/** An address, or a block of addresses. IPv4 or IPv6. */
export function isAddressBlock(text: string): boolean {
  const [address = '', bits, surplus] = text.split('/')
  if (surplus !== undefined) return false
  const width = isIpv4(address) ? 32 : isIpv6(address) ? 128 : undefined
  return width !== undefined && (bits === undefined || (/^(0|[1-9]\d{0,2})$/.test(bits) && Number(bits) <= width))
}

const MAX_HEADER_VALUE = 256

/** Why an answer cannot be given this header; undefined when it can. */
export function headerFault(name: string, value: string): string | undefined {
  if (!/^[A-Za-z][A-Za-z0-9-]{0,62}$/.test(name)) return 'its name may hold letters, digits and hyphens only'
  if (RESERVED_HEADERS.has(name.toLowerCase())) return 'it belongs to the connection or to the proxy'
  if (value.length > MAX_HEADER_VALUE) return `its value has more than ${String(MAX_HEADER_VALUE)} characters`
  if (!/^[\x20-\x7e]*$/.test(value) || value.trim() !== value) return 'its value holds a character beyond printable ASCII, or begins or ends with a space'
  return /`|\|\||\{\{|\}\}/.test(value) ? 'its value holds a backtick, `||`, `{{` or `}}`' : undefined
}

/** What frames an answer or what Traefik sets by itself: overwritten, it would break the answer or say something untrue. */
const RESERVED_HEADERS: ReadonlySet<string> = new Set([
  'connection', 'keep-alive', 'proxy-authenticate', 'proxy-authorization', 'proxy-connection', 'te', 'trailer', 'transfer-encoding', 'upgrade',
  'content-length', 'content-encoding', 'content-range', 'content-type', 'date', 'host', 'location', 'set-cookie', 'vary', 'www-authenticate',
  'strict-transport-security',
])

/** The user of an htpasswd line with a bcrypt hash; undefined for every other line. Higher costs than 14 would be a door for floods. */
export function basicAuthUser(line: string): string | undefined {
  return /^([A-Za-z0-9._@+-]{1,64}):\$2[aby]\$(?:0[4-9]|1[0-4])\$[./A-Za-z0-9]{53}$/.exec(line)?.[1]
}

function isIpv4(text: string): boolean {
  const parts = text.split('.')
  return parts.length === 4 && parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part) && Number(part) <= 255)
}

/** Eight groups of hex digits, of which `::` may leave out some. Forms with an IPv4 tail or a zone are nobody's blocks. */
function isIpv6(text: string): boolean {
  if (text.length > 39 || /:::/.test(text)) return false
  const halves = text.split('::')
  const groups = halves.flatMap((half) => (half === '' ? [] : half.split(':')))
  const isWhole = halves.length === 1 ? groups.length === 8 : halves.length === 2 && groups.length <= 7
  return isWhole && groups.every((group) => /^[0-9a-f]{1,4}$/i.test(group))
}
