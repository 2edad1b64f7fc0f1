/** How long a person waits for another backup, drill or restore before being told of it. */
export const BACKUP_WAIT_MS = 60_000
