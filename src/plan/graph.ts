/** Who waits for whom, without circles. */

export interface WaitGraph {
  /** `needs`: the other must have succeeded. `after`: it must have ended. Only where no circle is possible: it does not search. */
  link(task: string, kind: 'needs' | 'after', other: string): void
  /** False when it would close a circle; then nothing is added. */
  tryLink(task: string, kind: 'needs' | 'after', other: string): boolean
  needsOf(task: string): readonly string[]
  afterOf(task: string): readonly string[]
  /** Everything that a task waits for, however indirectly. */
  waitsFor(task: string): ReadonlySet<string>
}

export function openGraph(): WaitGraph {
  const edges = { needs: new Map<string, Set<string>>(), after: new Map<string, Set<string>>() }
  const listOf = (kind: 'needs' | 'after', task: string): readonly string[] => [...(edges[kind].get(task) ?? [])].toSorted()
  const waitsFor = (task: string): ReadonlySet<string> => {
    const seen = new Set<string>()
    const open = [task]
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      for (const other of [...(edges.needs.get(next) ?? []), ...(edges.after.get(next) ?? [])]) {
        if (seen.has(other)) continue
        seen.add(other)
        open.push(other)
      }
    }
    return seen
  }
  const link = (task: string, kind: 'needs' | 'after', other: string): void => {
    const list = edges[kind].get(task)
    if (list) list.add(other)
    else edges[kind].set(task, new Set([other]))
  }
  return {
    link,
    tryLink(task, kind, other) {
      if (task === other || waitsFor(other).has(task)) return false
      link(task, kind, other)
      return true
    },
    needsOf: (task) => listOf('needs', task),
    afterOf: (task) => listOf('after', task).filter((other) => !edges.needs.get(task)?.has(other)),
    waitsFor,
  }
}
