import { AlertNotice, checkOf, OrchestratorStep, UsageEvent, type PayloadClass, type RefusalDetail } from '#contracts';

/** The subjects that are forwarded, by their first words; each is one payload. */
export const FAMILIES = ['usage.metered', 'orchestrator.step', 'alerts'] as const;
export type Family = (typeof FAMILIES)[number];

/** One message for NATS. The same work gives the same `eventId`, which is what JetStream tells duplicates by. */
export type ForwardedMessage = { readonly subject: string; readonly eventId: string } & (
  | { readonly family: 'usage.metered'; readonly payload: UsageEvent }
  | { readonly family: 'orchestrator.step'; readonly payload: OrchestratorStep }
  | { readonly family: 'alerts'; readonly payload: AlertNotice }
);

const PAYLOADS: { readonly [F in Family]: PayloadClass } = {
  'usage.metered': UsageEvent,
  'orchestrator.step': OrchestratorStep,
  alerts: AlertNotice,
};

/** What is wrong with a message by its contract; empty, or we have a mistake in our own code. */
export function faultsOf({ family, payload }: ForwardedMessage): readonly RefusalDetail[] {
  return checkOf(PAYLOADS[family])(payload);
}
