/**
 * How many columns a text takes on a terminal: wide characters take two, combining ones none, colours none. Good enough for tables
 * of names and commit subjects; it does not know the quirks of single terminals.
 */

const WIDE = /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}|[\u{20000}-\u{3fffd}]/u
const EMPTY = /\p{Mn}|\p{Me}|\p{Cf}/u
const COLOUR = /\u001b\[[0-9;]*m/g

export function widthOf(text: string): number {
  let width = 0
  for (const character of text.replace(COLOUR, '')) width += EMPTY.test(character) ? 0 : WIDE.test(character) ? 2 : 1
  return width
}

export function padTo(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - widthOf(text)))
}

export function padToRight(text: string, width: number): string {
  return ' '.repeat(Math.max(0, width - widthOf(text))) + text
}

/** Plain text only: a colour that is cut off would run on. */
export function cutTo(text: string, width: number): string {
  if (widthOf(text) <= width) return text
  let kept = ''
  let taken = 1
  for (const character of text) {
    taken += widthOf(character)
    if (taken > width) break
    kept += character
  }
  return `${kept}…`
}
