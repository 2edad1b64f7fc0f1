/** Colour as functions from text to text, so that wording never knows whether a terminal reads it. Who decides is the edge. */

export type Colour = 'red' | 'green' | 'yellow' | 'blue' | 'magenta' | 'cyan' | 'dim' | 'bold'

export type Paint = Readonly<Record<Colour, (text: string) => string>>

export const plainPaint: Paint = {
  red: same, green: same, yellow: same, blue: same, magenta: same, cyan: same, dim: same, bold: same,
}

export const ansiPaint: Paint = {
  red: sgr(31, 39), green: sgr(32, 39), yellow: sgr(33, 39), blue: sgr(34, 39), magenta: sgr(35, 39), cyan: sgr(36, 39), dim: sgr(2, 22), bold: sgr(1, 22),
}

function same(text: string): string {
  return text
}

/** Ends with the code that takes back this one alone: colours inside of bold text leave it bold. */
function sgr(on: number, off: number): (text: string) => string {
  return (text) => (text === '' ? '' : `\u001b[${String(on)}m${text}\u001b[${String(off)}m`)
}
