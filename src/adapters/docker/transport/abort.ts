/** Listening to a signal that many listen to. */
import { setMaxListeners } from 'node:events'

/**
 * One pass has one signal and dozens of calls under way; Node takes more than ten listeners for a leak and warns. Each call
 * takes its listener away again with what this returns, so none leaks. A signal that has fired already calls at once.
 */
export function onAbort(signal: AbortSignal, listener: () => void): () => void {
  setMaxListeners(0, signal)
  if (signal.aborted) listener()
  else signal.addEventListener('abort', listener, { once: true })
  return () => { signal.removeEventListener('abort', listener) }
}
