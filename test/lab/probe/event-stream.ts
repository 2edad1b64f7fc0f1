/** One life of an event stream of a load: it counts the events, which have to come in order, until the other side ends it or the load stops. */
import { request, type IncomingMessage } from 'node:http'
import { performance } from 'node:perf_hooks'
import type { Visit } from './load.js'
import { kindOf } from './request.js'

export function listenOnce(visit: Visit): Promise<void> {
  const { port, host, timeoutMs, record, over } = visit
  return new Promise((resolve) => {
    const call = request({ host: '127.0.0.1', port, path: '/events', agent: false, headers: { host, accept: 'text/event-stream' } })
    const alarm = setTimeout(() => { call.destroy(Object.assign(new Error('no answer in time'), { code: 'ETIMEDOUT' })) }, timeoutMs)
    let isAnswered = false
    const leave = (): void => { call.destroy() }
    over.addEventListener('abort', leave)
    const done = (): void => {
      clearTimeout(alarm)
      over.removeEventListener('abort', leave)
      resolve()
    }
    call.on('response', (response) => {
      clearTimeout(alarm)
      isAnswered = true
      void listen(visit, response).then(done)
    })
    call.on('error', (error) => {
      // The answer, once begun, tells of its own end.
      if (isAnswered) return
      if (!over.aborted) record.fail('events', kindOf(error, 'new'), `/events: ${error.message}`)
      done()
    })
    call.end()
  })
}

async function listen({ record, over, timeoutMs }: Visit, response: IncomingMessage): Promise<void> {
  const openedMs = performance.now()
  if (response.statusCode !== 200) {
    record.fail('events', 'status', `/events: ${String(response.statusCode)}`)
    response.destroy()
    return
  }
  let text = ''
  let expected = 1
  let lastMs = openedMs
  let alarm: NodeJS.Timeout | undefined
  const listenOn = (): void => {
    clearTimeout(alarm)
    alarm = setTimeout(() => {
      record.fail('events', 'timeout', `/events: no event in ${String(timeoutMs)} ms`)
      response.destroy()
    }, timeoutMs)
  }
  try {
    listenOn()
    for await (const chunk of response) {
      listenOn()
      const blocks = (text + String(chunk)).split('\n\n')
      text = blocks.pop() ?? ''
      for (const id of blocks.flatMap(idOf)) {
        if (id === expected) record.succeed('events', lastMs)
        else record.fail('events', 'body', `/events: event ${String(id)} came where ${String(expected)} was due`)
        expected = id + 1
        lastMs = performance.now()
      }
    }
    record.end({ lane: 'events', how: 'polite', lastedMs: lasted(openedMs), detail: `after ${String(expected - 1)} events` })
  } catch (error) {
    if (!over.aborted) record.end({ lane: 'events', how: 'cut', lastedMs: lasted(openedMs), detail: (error as Error).message })
  } finally {
    clearTimeout(alarm)
  }
}

function idOf(block: string): readonly number[] {
  const id = /^id: (\d+)$/m.exec(block)?.[1]
  return id === undefined ? [] : [Number(id)]
}

function lasted(sinceMs: number): number {
  return Math.round(performance.now() - sinceMs)
}
