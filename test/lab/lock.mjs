/**
 * One holder at a time per part, across processes.
 * The lock is a listening abstract socket, so the kernel gives it back when its holder dies, however it dies;
 * a lock file would survive a kill -9.
 */
// @ts-check
import { connect, createServer } from 'node:net'
import process from 'node:process'
import { say } from './progress.mjs'

/**
 * @template T
 * @param {string} name
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withLock(name, work) {
  const release = await acquire(name)
  try {
    return await work()
  } finally {
    await release()
  }
}

/** @param {string} name */
async function acquire(name) {
  const address = `\0mist-lab/${name}`
  for (let attempt = 0; ; attempt += 1) {
    const release = await tryListen(address)
    if (release !== undefined) return release
    await waitForHolder(address, (holder) => {
      if (attempt === 0 && holder !== String(process.pid)) say(name, `waiting for another lab run (process ${holder})`)
    })
  }
}

/**
 * @param {string} address
 * @returns {Promise<(() => Promise<void>) | undefined>} undefined when someone else holds it
 */
function tryListen(address) {
  return new Promise((resolve, reject) => {
    /** @type {Set<import('node:net').Socket>} */
    const waiting = new Set()
    const server = createServer((socket) => {
      waiting.add(socket)
      socket.on('error', () => {}).on('close', () => waiting.delete(socket))
      socket.write(String(process.pid))
    })
    const release = () => new Promise((/** @type {(value: void) => void} */ done) => {
      server.close(() => done())
      for (const socket of waiting) socket.destroy()
    })
    server.once('error', (error) => {
      if (/** @type {NodeJS.ErrnoException} */ (error).code === 'EADDRINUSE') resolve(undefined)
      else reject(error)
    })
    server.listen(address, () => resolve(release))
  })
}

/**
 * Stays connected to the holder until the connection ends, which is when it let go or died.
 * @param {string} address
 * @param {(holder: string) => void} onHolder
 * @returns {Promise<void>}
 */
function waitForHolder(address, onHolder) {
  return new Promise((resolve) => {
    const socket = connect(address)
    socket.on('data', (bytes) => onHolder(bytes.toString()))
    socket.on('error', () => {})
    socket.on('close', () => resolve())
  })
}
