/**
 * What is done inside containers of this instance: commands, folders, standing still. Joins the pieces and decides nothing but how much
 * text an answer may have.
 */
import { failure } from '../../../model/failure.js'
import type { Result } from '../../../model/result.js'
import { err, ok } from '../../../model/result.js'
import type { InsideEnd, InsidePort, InsideText, InsideWork } from '../../../ports.js'
import { readFolder, writeFiles, writeFolder } from './archive.js'
import { isAnswer } from '../engine-error.js'
import { execute } from './exec.js'
import type { Hands, Job } from '../hands.js'
import { change, fine, post, withOwn } from '../hands.js'

export function createInside(hands: Hands): InsidePort {
  return {
    run: (work, signal) => runForText(hands, work, signal),
    stream: (work, write, signal) => execute(hands, work, { write, signal }),
    readFolder: (container, path, signal) => readFolder(hands, { container, path }, signal),
    writeFolder: (target, tar, signal) => writeFolder(hands, { ...target, tar }, signal),
    writeFiles: (target, files, signal) => writeFiles(hands, { ...target, files }, signal),
    pause: (container, signal) => pauseContainer(hands, container, signal),
  }
}

const TEXT_LIMIT_BYTES = 1024 * 1024

class TooMuchText extends Error {}

async function runForText(hands: Hands, work: InsideWork, signal: AbortSignal): Promise<Result<InsideText>> {
  const pieces: Uint8Array[] = []
  let size = 0
  const write = (chunk: Uint8Array): Promise<void> => {
    size += chunk.length
    pieces.push(chunk)
    return size > TEXT_LIMIT_BYTES ? Promise.reject(new TooMuchText()) : Promise.resolve()
  }
  try {
    const ended = await execute(hands, work, { write, signal })
    return ended.ok ? ok(withText(ended.value, Buffer.concat(pieces).toString('utf8'))) : ended
  } catch (error) {
    if (!(error instanceof TooMuchText)) throw error
    return err(failure('engine-failed', { subject: `cannot run ${work.command.words[0] ?? 'nothing'} in container ${work.container}`, cause: 'it says more than 1 MB' }))
  }
}

/** That a program is not there is said by the engine, and in place of what the program would have said. */
function withText(end: InsideEnd, text: string): InsideText {
  const isOfEngine = (end.exitCode === 126 || end.exitCode === 127) && text.startsWith('OCI runtime exec failed')
  return isOfEngine ? { ...end, said: text, text: '' } : { ...end, text }
}

function pauseContainer(hands: Hands, container: string, signal: AbortSignal): Promise<Result<void>> {
  const job: Job = { subject: `cannot pause container ${container}`, signal }
  return withOwn(hands, container, {
    job,
    work: ({ id }) => change(hands, post(`/containers/${id}/pause`), { job, read: (error) => (isAnswer(error, 409, /already paused|not running/) ? fine : undefined) }),
  })
}
