/**
 * What lies inside of a running database beside its data: who may log in with which password, further databases, extensions. It is put
 * there by commands, and a server that has it already is changed by none of them.
 */
import type { InsideCommand } from './inside-command.js'

/** Stands outside of fingerprints: no container is restarted for what is made inside of it. */
export interface ContentsSpec {
  /** Of all that is wanted, with marks in place of passwords. */
  readonly digest: string
  /** For texts, sorted: `users.reader`, `databases.reports`, `vhosts.orders`, `extensions.pg_trgm`. */
  readonly names: readonly string[]
  /** Something is declared, or its passwords are not those that the data was made with. */
  readonly isDeclared: boolean
  /** Variables of the container that hold passwords: what a server that still runs was made with. */
  readonly passwordEnv: readonly string[]
  /** Handed over by a function, so no JSON, digest or log that holds the spec can hold a password. */
  readonly work: () => ContentsWork
}

export interface ContentsWork {
  readonly admin: {
    /** Has the statements carried out, by an administrator with this password. */
    readonly tell: (statements: string, password: string) => InsideCommand
    /** The wanted one, then those that it may have had before. */
    readonly passwords: readonly string[]
    /** Gives it the wanted one. Absent where it is one of `logins`. */
    readonly setPassword?: string
  }
  readonly ping: string
  /** Databases, virtual hosts and users, made when they are missing. Empty for none. */
  readonly make: string
  readonly logins: readonly Login[]
  /** Rights and extensions. Empty for none. */
  readonly fit: string
  /** What must not be said by anybody. */
  readonly secrets: readonly string[]
}

export interface Login {
  readonly user: string
  /** Ends well when the wanted password works. */
  readonly command: InsideCommand
  readonly setPassword: string
}

/** Where the store keeps what was put into a database last. */
export function contentsId(app: string): string {
  return `contents/${app}`
}

/** What it keeps: another container may run on other data. Empty while something was begun and not ended. */
export function contentsMark({ digest }: Pick<ContentsSpec, 'digest'>, engineId: string): string {
  return `${digest}@${engineId.slice(0, 12)}`
}
