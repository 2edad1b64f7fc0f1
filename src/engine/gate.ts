/** Lets a bounded number of works through at a time, in the order they came. It knows nothing of what they do. */

export interface Gate {
  through<T>(work: () => Promise<T>): Promise<T>
}

export function createGate(limit: number): Gate {
  let free = limit
  const waiting: (() => void)[] = []
  return {
    async through(work) {
      if (free > 0) free -= 1
      else await new Promise<void>((resolve) => waiting.push(resolve))
      try {
        return await work()
      } finally {
        // The place is handed over, not freed, so that nobody who comes later can take it first.
        const next = waiting.shift()
        if (next) next()
        else free += 1
      }
    },
  }
}
