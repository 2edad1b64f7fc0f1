/** The real process behind `Io`. Nothing else on the command line touches streams, signals or the environment. */
import { createInterface } from 'node:readline/promises'
import { userInfo } from 'node:os'
import type { Input, Io, Output } from './io.js'

const FALLBACK_COLUMNS = 80
const FALLBACK_ROWS = 24

/** Fires when an output cannot be written for another reason than that its reader left, as on a full disk. */
const unwritable = new AbortController()

export function isUnwritable(): boolean {
  return unwritable.signal.aborted
}

export function createProcessIo(): Io {
  return {
    stdout: outputOf(process.stdout),
    stderr: outputOf(process.stderr),
    stdin: createInput(),
    env: process.env,
    cwd: process.cwd(),
    user: process.env['SUDO_USER'] ?? userName(),
    uid: process.getuid?.() ?? 0,
    nodeVersion: process.version,
    nowIso: () => new Date().toISOString(),
    interrupted: watchSignals(),
  }
}

/** Resolves when everything that was written has left, or nobody reads any more. */
export async function flush(): Promise<void> {
  await Promise.all([process.stdout, process.stderr].map((stream) => new Promise<void>((resolve) => {
    if (stream.destroyed) return resolve()
    stream.once('error', () => resolve())
    stream.write('', () => resolve())
  })))
}

/** A reader that left, as behind `| head`, is no error: what is written from then on is dropped, and who follows may stop. */
function outputOf(stream: NodeJS.WriteStream): Output {
  const closed = new AbortController()
  stream.on('error', (error: NodeJS.ErrnoException) => {
    closed.abort()
    if (error.code === 'EPIPE' || isUnwritable()) return
    unwritable.abort()
    if (stream !== process.stderr) process.stderr.write(`error: cannot write the output: ${error.code === 'ENOSPC' ? 'no space left on the device' : error.message}\n`)
  })
  return {
    isTTY: stream.isTTY === true,
    get columns() {
      return stream.columns ?? (Number(process.env['COLUMNS']) || FALLBACK_COLUMNS)
    },
    get rows() {
      return stream.rows ?? FALLBACK_ROWS
    },
    write: (text) => {
      if (!closed.signal.aborted) stream.write(text)
    },
    closed: closed.signal,
  }
}

function createInput(): Input {
  return {
    isTTY: process.stdin.isTTY === true,
    readAll: async (maxBytes) => {
      let text = ''
      process.stdin.setEncoding('utf8')
      for await (const chunk of process.stdin) {
        text += String(chunk)
        if (text.length > maxBytes) break
      }
      return text
    },
    ask: async (question, signal) => {
      const lines = createInterface({ input: process.stdin, output: process.stderr })
      // In raw mode readline takes Ctrl-C for itself; it must stay what it is everywhere else.
      lines.once('SIGINT', () => process.kill(process.pid, 'SIGINT'))
      const ended = new Promise<undefined>((resolve) => lines.once('close', () => resolve(undefined)))
      try {
        return await Promise.race([lines.question(question, { signal }), ended])
      } catch {
        return undefined
      } finally {
        lines.close()
      }
    },
    askHidden: (question, signal) => readHidden(question, signal),
  }
}

const [CTRL_C, CTRL_D, BACKSPACE, DELETE] = ['\u0003', '\u0004', '\b', '\u007f']

/** The terminal echoes nothing meanwhile, and is as it was when this ends, however it ends. */
function readHidden(question: string, signal: AbortSignal): Promise<string | undefined> {
  const { stdin, stderr } = process
  // Before the question: whoever answers at once must not be shown either.
  stdin.setRawMode(true).resume().setEncoding('utf8')
  stderr.write(question)
  return new Promise((resolve) => {
    let typed = ''
    const end = (answer: string | undefined): void => {
      stdin.off('data', onData).off('end', onEnd).setRawMode(false).pause()
      signal.removeEventListener('abort', onEnd)
      stderr.write('\n')
      resolve(answer)
    }
    const onEnd = (): void => { end(undefined) }
    const onData = (text: string): void => {
      for (const key of text) {
        // The signal ends it when it arrives: whoever asks then knows that it was called off.
        if (key === CTRL_C) return void process.kill(process.pid, 'SIGINT')
        if (key === CTRL_D && typed === '') return end(undefined)
        if (key === '\r' || key === '\n') return end(typed)
        typed = key === BACKSPACE || key === DELETE ? typed.slice(0, -1) : typed + key
      }
    }
    stdin.on('data', onData).once('end', onEnd)
    signal.addEventListener('abort', onEnd, { once: true })
  })
}

/** The first Ctrl-C asks, the second one ends. Locks are the kernel's and die with the process. */
function watchSignals(): AbortSignal {
  const asked = new AbortController()
  for (const name of ['SIGINT', 'SIGTERM'] as const) {
    // Heard once: the second one does what it does to any program.
    process.once(name, () => asked.abort())
  }
  return asked.signal
}

function userName(): string {
  try {
    return userInfo().username
  } catch {
    // A uid without an entry in the user database, as in many containers.
    return String(process.getuid?.() ?? 'unknown')
  }
}
