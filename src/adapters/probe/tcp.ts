/** Does anybody listen? One TCP connection with a short deadline; nothing is sent and nothing is read. What is answered over HTTP is asked in http.ts. */
import { connect } from 'node:net'
import type { ProbePort } from '../../ports.js'
import { askHttp } from './http.js'

export const CONNECT_TIMEOUT_MS = 1_000

export function createProbe(options: { readonly timeoutMs: number } = { timeoutMs: CONNECT_TIMEOUT_MS }): ProbePort {
  return {
    asks: askHttp,
    connects: (address, port, signal) => new Promise((resolve) => {
      if (signal.aborted) {
        resolve(false)
        return
      }
      const socket = connect({ host: address, port })
      const settle = (answer: 'open' | 'closed') => (): void => {
        clearTimeout(timer)
        signal.removeEventListener('abort', giveUp)
        socket.destroy()
        resolve(answer === 'open')
      }
      const giveUp = settle('closed')
      const timer = setTimeout(giveUp, options.timeoutMs)
      signal.addEventListener('abort', giveUp, { once: true })
      socket.once('connect', settle('open'))
      socket.once('error', giveUp)
    }),
  }
}
