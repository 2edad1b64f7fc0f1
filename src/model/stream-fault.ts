/**
 * Why a stream of bytes broke off. Whoever iterates one sees nothing but what it throws, so an expected failure travels as one of these;
 * anything else that is thrown is a bug, or the end of the work by its signal.
 */
import type { Failure } from './failure.js'
import { failureLine } from './failure.js'

export class StreamFault extends Error {
  readonly failure: Failure

  constructor(failure: Failure) {
    super(failureLine(failure))
    this.failure = failure
  }
}

/** What was sealed cannot be opened: `backup-damaged` or `backup-undecryptable`. */
export class SealFault extends StreamFault {}
