/** Numbers and texts that mean something special to the engine. Encoder and decoder share them so that neither can drift. */

export const NANO_PER_CPU = 1_000_000_000

/** What the engine uses when a quota has no period. */
export const DEFAULT_CPU_PERIOD_US = 100_000

/**
 * A limit can be set on a running container but not taken away again: 0 means "unchanged" to the engine, and it refuses -1.
 * "Unlimited" is therefore written as more than any host has (memory), and as all cores of the host less one billionth
 * (CPU), which no person writes and which reads back as 0.
 */
export const UNLIMITED_MEMORY_BYTES = 2 ** 50
const ALL_BUT_ONE_NANO = NANO_PER_CPU - 1

export function allCpusNano(hostCpus: number): number {
  return hostCpus * NANO_PER_CPU - 1
}

export function isAllCpusNano(nano: number): boolean {
  return nano % NANO_PER_CPU === ALL_BUT_ONE_NANO
}

/** When a container names none. */
export const DEFAULT_STOP_SECONDS = 10

/** The engine's stop timeouts are whole seconds: rather a little more grace than less. */
export function stopSeconds(graceMs: number): number {
  return Math.ceil(graceMs / 1_000)
}

/** `10m`, `1g`, `10485760`, as the log driver's options are written. 0 when it cannot be read. */
export function parseSize(text: string | undefined): number {
  const match = /^(\d+(?:\.\d+)?)\s*([kmgt]?)(?:i?b)?$/i.exec(text ?? '')
  if (!match) return 0
  const exponent = ['', 'k', 'm', 'g', 't'].indexOf((match[2] ?? '').toLowerCase())
  return Math.floor(Number(match[1]) * 1024 ** exponent)
}

/** Engine text for people: one line, no control bytes, of bounded length. */
export function plainText(text: string, maxLength = 2_000): string {
  const plain = text
     
    .replace(/\u001b\[[0-9;?]*[ -/]*[@-~]/g, '')
     
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, '')
    .replace(/[\s]+/g, ' ')
    .trim()
  return plain.length > maxLength ? `${plain.slice(0, maxLength)}…` : plain
}
