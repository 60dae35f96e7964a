/* oxlint-disable import/no-default-export -- Jest asks for it */
import { stopAll } from './running';

export default async function globalTeardown(): Promise<void> {
  await stopAll();
}
