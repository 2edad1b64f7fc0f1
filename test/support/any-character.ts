/**
 * Texts of any characters at all, lone surrogates among them. fast-check's own unit `binary` means the same, and lays out a table of the
 * million that there are before the first one is drawn: longer than most tests take.
 */
import fc from 'fast-check'

const HIGHEST = 0x10_ffff

export const ANY_CHARACTER = fc.nat({ max: HIGHEST }).map((code) => String.fromCodePoint(code))
