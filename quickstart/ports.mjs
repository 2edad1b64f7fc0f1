/**
 * Picks ports: the usual one when it is free, else the next that is.
 */
// @ts-check
import { createServer } from 'node:net'

/**
 * @param {string} address
 * @param {number} port 0 for any
 * @returns {Promise<number | undefined>} the port when it can be had
 */
export function freePort(address, port) {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(undefined))
    server.listen({ host: address, port, exclusive: true }, () => {
      const bound = server.address()
      server.close(() => resolve(typeof bound === 'object' && bound !== null ? bound.port : undefined))
    })
  })
}

/**
 * @param {string} address
 * @param {readonly number[]} wishes in order of preference
 * @returns {Promise<number>}
 */
export async function pickPort(address, wishes) {
  for (const wish of [...wishes, 0]) {
    const port = await freePort(address, wish)
    if (port !== undefined) return port
  }
  throw new Error(`no port is free on ${address}`)
}
