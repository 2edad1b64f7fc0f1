/** SIGTERM and SIGINT ask to stop; a second one asks to hurry. */

export interface StopSignal {
  /** The name of the first signal. */
  readonly asked: Promise<string>
  /** Resolves with the second one. */
  readonly hurried: Promise<string>
  dispose(): void
}

const SIGNALS = ['SIGTERM', 'SIGINT'] as const

export function listenForStop(): StopSignal {
  const hear: ((signal: string) => void)[] = []
  const asked = new Promise<string>((resolve) => { hear.push(resolve) })
  const hurried = new Promise<string>((resolve) => { hear.push(resolve) })
  const onSignal = (signal: string): void => { hear.shift()?.(signal) }
  for (const signal of SIGNALS) process.on(signal, onSignal)
  return {
    asked,
    hurried,
    dispose: () => {
      for (const signal of SIGNALS) process.off(signal, onSignal)
    },
  }
}
