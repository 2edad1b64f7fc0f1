/**
 * The log of mistd: JSON lines on standard output, made from events and from nothing else. Written in the calling thread:
 * a worker would lose the last lines of a process that is killed, which are the ones that matter.
 */
import { pino, type DestinationStream } from 'pino'
import type { Emit } from '../../ports.js'
import { fieldsOf } from './fields.js'
import { levelOf, MESSAGES } from './messages.js'

export interface LogSinkOptions {
  readonly level: 'error' | 'warn' | 'info' | 'debug'
  readonly instance: string
  /** Standard output when absent. */
  readonly destination?: DestinationStream
}

export function createLogSink(options: LogSinkOptions): Emit {
  const logger = pino(
    {
      level: options.level,
      base: { instance: options.instance },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
    },
    options.destination ?? pino.destination({ dest: 1, sync: true }),
  )
  return (event) => {
    logger[levelOf(event)](fieldsOf(event), MESSAGES[event.type][1])
  }
}
