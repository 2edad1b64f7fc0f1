/** Between somebody who must not wait and somebody who may be slow. When it overflows, `lost` takes the place of all that was in it. */

export interface Queue<T> {
  push(item: T): void
  close(): void
  readonly items: AsyncIterable<T>
}

export function createQueue<T>(most: number, lost: T): Queue<T> {
  let waiting: T[] = []
  let isClosed = false
  let wake = (): void => undefined

  async function* items(): AsyncGenerator<T> {
    for (;;) {
      const batch = waiting
      waiting = []
      yield* batch
      if (waiting.length > 0) continue
      if (isClosed) return
      await new Promise<void>((resolve) => { wake = resolve })
    }
  }

  return {
    push(item) {
      if (waiting.length >= most) waiting = [lost]
      else waiting.push(item)
      wake()
    },
    close() {
      isClosed = true
      wake()
    },
    items: { [Symbol.asyncIterator]: items },
  }
}
