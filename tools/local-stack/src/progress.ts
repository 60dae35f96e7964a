/** What `progress.js` makes: it speaks, and says what is under way where nothing else is said for long. */
export interface Progress {
  readonly say: (line: string) => void;
  /** Resolves and rejects as the work does; `state` adds how far it is, such as "12 MB". */
  readonly during: <Result>(what: string, work: Promise<Result>, state?: () => string | undefined) => Promise<Result>;
}

/** What `launch.js` hands over to what it has compiled. */
export interface Launcher {
  readonly progress: Progress;
  /** Whom to tell that this process is to end: because of a signal, or because nobody reads its output any more. */
  readonly onStop: (handler: () => void) => void;
}

/** `ready in 1.2 s`, counted from a moment of `Date.now()`. */
export function readyAfter(startedAt: number): string {
  return `ready in ${((Date.now() - startedAt) / 1000).toFixed(1)} s`;
}
