/** The body of a request to one of the lab's own servers, as text and bounded: those are small, or somebody is lost. */
import type { IncomingMessage } from 'node:http'

const MAX_CHARACTERS = 64 * 1024

export async function requestBody(request: IncomingMessage): Promise<string> {
  let text = ''
  for await (const chunk of request) {
    text += String(chunk)
    if (text.length > MAX_CHARACTERS) throw new Error('the body is too long')
  }
  return text
}
