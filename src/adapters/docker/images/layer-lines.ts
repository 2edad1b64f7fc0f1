/** What a pull says of its layers: one line per change of a layer's state, and a bounded memory of them, since a stranger's registry speaks. */
import type { WireProgress } from '../wire.js'

/** Images have at most 127. Beyond this the state of a layer may be told twice, and that is all. */
export const MOST_LAYERS = 1_000

export function layerLines(onLine: (text: string) => void): (line: WireProgress) => void {
  const states = new Map<string, string>()
  return ({ id = '', status }) => {
    if (!status || states.get(id) === status) return
    if (states.size >= MOST_LAYERS) states.clear()
    states.set(id, status)
    onLine(id === '' ? status : `${id}: ${status}`)
  }
}
