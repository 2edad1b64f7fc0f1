/** What is run inside of a container. Imports nothing, since specs of containers speak of it. */

/** A command inside a container, without a shell. Secret texts stand in `env` and `stdin` alone: the words can be seen by everybody on the host. */
export interface InsideCommand {
  readonly words: readonly string[]
  readonly env?: Readonly<Record<string, string>>
  readonly stdin?: string
}
