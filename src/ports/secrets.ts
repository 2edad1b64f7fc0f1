/** Secrets: values that people keep elsewhere. Part of the list in ports.ts. */
import type { Result } from '../model/result.js'

export interface SecretsQuery {
  /** Each once. */
  readonly names: readonly string[]
  /** The file of encrypted values that the manifest names, as it is at the commit that is looked at. */
  readonly file?: { readonly path: string; readonly text: Result<string> }
}

export interface SecretAnswer {
  readonly value: string
  /** Where it was found, in words for a person. */
  readonly place: string
}

export interface SecretsPort {
  /** An answer for every name. A failure tells every place that was looked at, and never a value. */
  find(query: SecretsQuery, signal: AbortSignal): Promise<ReadonlyMap<string, Result<SecretAnswer>>>
}

export interface SecretFileView {
  readonly recipients: readonly string[]
  /** In the order of the file. */
  readonly names: readonly string[]
}

export interface OwnIdentity {
  readonly identities: readonly string[]
  /** In the same order. */
  readonly recipients: readonly string[]
}

/** What somebody did in the editor, by names alone. */
export interface EditedSecrets {
  /** The same as before when nothing was changed. */
  readonly text: string
  readonly added: readonly string[]
  readonly changed: readonly string[]
  readonly removed: readonly string[]
}

/** What a person does to a file of encrypted values in a checkout. Texts in, texts out: a failure leaves everything as it is. */
/** A file of secrets as it was read. */
export interface SecretText {
  /** As messages name it. */
  readonly path: string
  readonly text: string
}

export interface SecretFilePort {
  newIdentity(): Promise<{ readonly identity: string; readonly recipient: string }>
  readIdentity(path: string): Promise<Result<OwnIdentity>>
  view(file: SecretText): Result<SecretFileView>
  /** A file without values; refused for what is no recipient. */
  create(recipients: readonly string[]): Promise<Result<string>>
  /** Takes no identity: whoever knows the file can put a value into it. */
  set(file: SecretText, entry: { readonly name: string; readonly value: string }): Promise<Result<string>>
  /** Every value encrypted anew for exactly these recipients. */
  rekey(file: SecretText, keys: { readonly identities: readonly string[]; readonly recipients: readonly string[] }): Promise<Result<string>>
  /** Opens the values in the person's editor; only what was changed is encrypted anew. A file left empty changes nothing. */
  edit(file: SecretText, work: { readonly identities: readonly string[]; readonly editor: string }, signal: AbortSignal): Promise<Result<EditedSecrets>>
  /** In place of what is there, whole or not at all; refused when that is not `before` any more, or a link. Undefined: there was no file. */
  replace(path: string, texts: { readonly before: string | undefined; readonly after: string }): Promise<Result<void>>
}
