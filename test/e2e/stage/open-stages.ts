/** The stages of a test file that are open now, and how each tells what became of it: for whoever says why a test failed. */

type Tell = () => Promise<string>

const open = new Set<Tell>()

/** Answers how to forget it. */
export function remember(tell: Tell): () => void {
  open.add(tell)
  return () => { open.delete(tell) }
}

export async function tellOfOpenStages(): Promise<string> {
  return (await Promise.all([...open].map((tell) => tell()))).join('\n')
}
