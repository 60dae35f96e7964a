/**
 * Told how far a request has come while it is handled. `done`: what is behind it of the handler's own work, from 0 to 1;
 * `message`: what comes now, in a few words ("extracting requirements"). Costs nothing where nobody listens.
 */
export type Report = (done: number, message: string) => void;

export const UNREPORTED: Report = () => undefined;
