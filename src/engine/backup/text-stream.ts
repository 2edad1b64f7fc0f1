/** A text as a stream of one piece, for those who take streams. */

export async function* textStream(text: string): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(new TextEncoder().encode(text))
}
