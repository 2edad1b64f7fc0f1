/** Files that containers mount for reading, and where their content comes from. */
import type { RepositoryRef } from './resource.js'

/**
 * A file that Mist lays on the host for a container to mount. Its name follows from what it holds, so another content is another file, and
 * nothing is ever changed in place.
 */
export interface FileSpec {
  /** Absolute path on the host. */
  readonly source: string
  /** Where the container has it, for texts. */
  readonly target: string
  /** Permission bits. */
  readonly mode: number
  readonly uid?: number
  readonly gid?: number
  /** Of the content; of a secret its mark. */
  readonly digest: string
  readonly origin: FileOrigin
}

type FileOrigin =
  | { readonly kind: 'source'; readonly repository: RepositoryRef; readonly commit: string; readonly path: string }
  | { readonly kind: 'text'; readonly text: string }
  /** `text` is shown nowhere, see render/hidden-env.ts. */
  | { readonly kind: 'secret'; readonly text: string }
