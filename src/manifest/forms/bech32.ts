/** The form of age's public keys: a checksum inside finds a slip of the hand before anything is encrypted for nobody. */

const LETTERS = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l'
const GENERATOR = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3] as const

/** Lower case alone, of any length, as age has it. */
export function isBech32(text: string): boolean {
  const at = text.lastIndexOf('1')
  const [human, data] = [text.slice(0, at), text.slice(at + 1)]
  if (at < 1 || data.length < 6) return false
  const values = [...data].map((letter) => LETTERS.indexOf(letter))
  return !values.includes(-1) && checksum([...expanded(human), ...values]) === 1
}

function expanded(human: string): readonly number[] {
  const codes = [...human].map((letter) => letter.charCodeAt(0))
  return [...codes.map((code) => code >> 5), 0, ...codes.map((code) => code & 31)]
}

function checksum(values: readonly number[]): number {
  return values.reduce((sum, value) => GENERATOR.reduce((next, word, bit) => (((sum >> 25) >> bit) & 1 ? next ^ word : next), ((sum & 0x1ffffff) << 5) ^ value), 1)
}
