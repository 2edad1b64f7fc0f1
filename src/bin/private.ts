/** What Mist writes is its owner's alone, and so is what git and other programs write for it, whatever umask it was started with. */
export function keepPrivate(): void {
  process.umask(0o077)
}
