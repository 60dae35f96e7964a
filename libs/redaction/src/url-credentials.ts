/** The most characters of a password in a URL. */
const PASSWORD = 1_024;

/** A URL and what stands behind it unbroken. */
export const URL_RUN = /:(?:\\{0,2}\/){2}[^\s"'<>]+/g;

const USER = /(?<=:(?:\\{0,2}\/){2})[^\s/:@"'<>]{0,256}:/g;

/**
 * A run of URLs with `user:password` in front of each host replaced. A password may hold `:`, `/` and `@`, so it reaches
 * to the last `@` there is room for; one pattern would look that far at each `://`, here every `@` is found once.
 */
export function withoutCredentials(run: string, by: string): string {
  let [clean, from, next] = ['', 0, 0];
  for (const { index, 0: user } of run.matchAll(USER)) {
    if (index < from) continue;
    const start = index + user.length;
    if (next < start) next = run.indexOf('@', start);
    if (next === -1) break;
    if (next > start + PASSWORD) continue;
    clean += run.slice(from, index) + by;
    from = run.lastIndexOf('@', start + PASSWORD);
  }
  return clean + run.slice(from);
}
