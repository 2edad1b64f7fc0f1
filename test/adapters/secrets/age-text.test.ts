/** The text of an age file keeps its order and remarks when it is changed, and is refused at the line that is not of it. */
import { describe, expect, it } from 'vitest'
import { NEW_FILE, parseAgeText, withEntry, withRecipients } from '../../../src/adapters/secrets/age-text.js'

const ADA = `age1${'a'.repeat(58)}`
const BEN = `age1${'b'.repeat(58)}`
const TEXT = `# Ours
version: 1
recipients:
  - ${ADA}   # Ada
  - "${BEN}"

secrets:
  # for the shop
  STRIPE_KEY: QUJD   # live
  smtp_2: "QUJDRA=="
`

function parsed(text: string) {
  const read = parseAgeText(text)
  if (!read.ok) throw new Error(read.error.cause)
  return read.value
}

describe('parseAgeText', () => {
  it('reads recipients and values with their lines', () => {
    const { recipients, entries } = parsed(TEXT)
    expect(recipients).toEqual([{ text: ADA, line: 3 }, { text: BEN, line: 4 }])
    expect(entries).toEqual([{ name: 'STRIPE_KEY', sealed: 'QUJD', line: 8 }, { name: 'smtp_2', sealed: 'QUJDRA==', line: 9 }])
  })

  it('reads a new file, one with lines of Windows, and one without values', () => {
    expect(parsed(NEW_FILE).entries).toEqual([])
    expect(parsed(TEXT.replaceAll('\n', '\r\n')).entries).toHaveLength(2)
    expect(parsed('version: 1\nrecipients:\nsecrets: {}\n').entries).toEqual([])
  })

  it.each([
    ['a value in the open', TEXT.replace('QUJD ', 'sk_live_1 '), 9],
    ['a value that is no base64', TEXT.replace('QUJD ', 'QU=JD '), 9],
    ['a name that none can be', TEXT.replace('smtp_2', '__proto__'), 10],
    ['an anchor', TEXT.replace('"QUJDRA=="', '*x'), 10],
    ['another version', TEXT.replace('version: 1', 'version: 2'), 2],
    ['something else altogether', '{"a": 1}', 1],
  ])('refuses %s at its line, and repeats nothing of it', (_what, text, line) => {
    expect(parseAgeText(text)).toEqual({ ok: false, error: { line, cause: 'the line is not as `mistctl secret` writes it' } })
  })

  it('names a merge that was not ended', () => {
    expect(parseAgeText(TEXT.replace('  smtp_2', '<<<<<<< HEAD\n  smtp_2'))).toEqual({ ok: false, error: { line: 10, cause: 'the line is the mark of a merge that was not ended' } })
  })

  it('refuses a text without a list of secrets', () => {
    expect(parseAgeText('')).toEqual({ ok: false, error: { cause: 'it has no list of secrets' } })
  })
})

describe('withEntry', () => {
  it('replaces a value where it stands, remarks and all', () => {
    expect(withEntry(parsed(TEXT), 'STRIPE_KEY', 'WFla')).toBe(TEXT.replace('QUJD ', 'WFla '))
  })

  it('puts a new name behind the last one', () => {
    expect(withEntry(parsed(TEXT), 'NEW', 'WFla')).toBe(TEXT.replace('"QUJDRA=="\n', '"QUJDRA=="\n  NEW: WFla\n'))
    expect(withEntry(parsed(NEW_FILE), 'NEW', 'WFla')).toBe(`${NEW_FILE}  NEW: WFla\n`)
    expect(withEntry(parsed('recipients:\nsecrets: {}\n'), 'NEW', 'WFla')).toBe('recipients:\nsecrets:\n  NEW: WFla\n')
  })
})

describe('withRecipients', () => {
  it('takes away and adds, and leaves the others as they are written', () => {
    const carol = `age1${'c'.repeat(58)}`
    expect(withRecipients(parsed(TEXT), [ADA, carol])).toBe(TEXT.replace(`  - "${BEN}"\n`, `  - ${carol}\n`))
    expect(withRecipients(parsed(NEW_FILE), [ADA])).toBe(NEW_FILE.replace('recipients:\n', `recipients:\n  - ${ADA}\n`))
  })
})
