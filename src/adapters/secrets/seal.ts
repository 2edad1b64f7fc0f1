/** A value for all recipients of a file, or which of them is none. */
import { isRecipient } from '../../age.js'
import { failure } from '../../model/failure.js'
import type { Result } from '../../model/result.js'
import { err } from '../../model/result.js'
import type { AgeText } from './age-text.js'
import { sealValue } from './age-values.js'

/** Without a recipient nobody could ever open it again. */
export async function sealFor({ recipients }: Pick<AgeText, 'recipients'>, entry: { readonly name: string; readonly value: string }): Promise<Result<string>> {
  const texts = recipients.map(({ text }) => text)
  if (texts.length === 0) return err(refused(`cannot encrypt ${entry.name}`, 'the file names no recipient', 'Add one with: mistctl secret rekey --add <recipient>'))
  const bad = await firstBad(texts)
  if (bad !== undefined) return err(refused(`cannot encrypt ${entry.name}`, `${bad.slice(0, 20)}… is no recipient that age knows`, 'Correct or remove it under `recipients:`.'))
  const sealed = await sealValue(entry, texts)
  return sealed.ok ? sealed : err(refused(`cannot encrypt ${entry.name}`, sealed.error, 'Check the recipients.'))
}

async function firstBad(recipients: readonly string[]): Promise<string | undefined> {
  for (const recipient of recipients) if (!(await isRecipient(recipient))) return recipient
  return undefined
}

function refused(subject: string, cause: string, help: string) {
  return failure('settings-invalid', { subject, cause, help })
}
