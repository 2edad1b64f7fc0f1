/** Output that comes in pieces, cut at the ends of its lines. What the lines mean is decided elsewhere. */
import type { OutputLine } from '../../../ports.js'

export interface LinesInto {
  add(text: string): void
  /** Tells what never ended its line. */
  end(): void
  chars(): number
}

export const MAX_LINE_CHARS = 4_000

/** What never ends its line is cut anyway, so that nothing gathers here. */
export function linesInto(say: OutputLine): LinesInto {
  let chars = 0
  let rest = ''
  const end = (): void => {
    say(rest)
    rest = ''
  }
  return {
    add(text) {
      chars += text.length
      const parts = (rest + text).split('\n')
      rest = parts.pop() ?? ''
      parts.forEach(say)
      if (rest.length > MAX_LINE_CHARS) end()
    },
    end,
    chars: () => chars,
  }
}
