/** Texts made as wide as a column, by what they take on a terminal rather than by their length. */
import { displayWidth } from './width.js'

export function padTo(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - displayWidth(text)))
}

export function padToRight(text: string, width: number): string {
  return ' '.repeat(Math.max(0, width - displayWidth(text))) + text
}

/** Plain text only: a colour that is cut off would run on. */
export function cutTo(text: string, width: number): string {
  if (displayWidth(text) <= width) return text
  let kept = ''
  let taken = 1
  for (const character of text) {
    taken += displayWidth(character)
    if (taken > width) break
    kept += character
  }
  return `${kept}…`
}
