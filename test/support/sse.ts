/** Reads a stream of server-sent events the way a browser would, and keeps what came. */

export interface SseEvent {
  readonly id: string
  readonly event: string
  readonly data: unknown
}

export interface SseReader {
  readonly status: number
  readonly headers: Headers
  readonly events: readonly SseEvent[]
  text(): string
  readonly ended: Promise<void>
  close(): void
}

export async function readSse(url: string, headers: Readonly<Record<string, string>> = {}): Promise<SseReader> {
  const stop = new AbortController()
  const response = await fetch(url, { headers: { accept: 'text/event-stream', ...headers }, signal: stop.signal })
  const events: SseEvent[] = []
  let all = ''
  let parsed = 0
  const ended = pump(response, (text) => {
    all += text
    const whole = all.lastIndexOf('\n\n') + 2
    if (whole < parsed + 2) return
    events.push(...parse(all.slice(parsed, whole)))
    parsed = whole
  })
  return { status: response.status, headers: response.headers, events, text: () => all, ended, close: () => { stop.abort() } }
}

async function pump(response: Response, onText: (text: string) => void): Promise<void> {
  const decoder = new TextDecoder()
  try {
    for await (const chunk of response.body ?? []) onText(decoder.decode(chunk as Uint8Array, { stream: true }))
  } catch {
    // Closed by the test or cut by the server: what came before counts.
  }
}

function parse(text: string): readonly SseEvent[] {
  return text.split('\n\n').flatMap((block) => {
    const field = (name: string): string | undefined => block.split('\n').find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2)
    const data = field('data')
    return data === undefined ? [] : [{ id: field('id') ?? '', event: field('event') ?? '', data: JSON.parse(data) as unknown }]
  })
}
