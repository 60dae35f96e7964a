import { isObject, textMember, type JsonObject } from '#contracts';

/** Who says a message is from them; `undefined` where it does not say. */
export interface Sender {
  readonly service: string | undefined;
  readonly instance: string | undefined;
}

const NOTHING: JsonObject = {};

/** Reads the sender by every name the known envelopes have for it. */
export function senderOf(message: JsonObject): Sender {
  const { source, metadata } = message;
  const inside = isObject(source) ? source : NOTHING;
  const beside = isObject(metadata) ? metadata : NOTHING;
  return {
    service:
      textMember(inside, 'service') ??
      textMember(inside, 'service_name') ??
      textMember(message, 'source_service') ??
      textMember(message, 'source') ??
      textMember(message, 'source_tool') ??
      textMember(beside, 'source_service') ??
      textMember(message, 'service'),
    instance:
      textMember(inside, 'instance_id') ??
      textMember(message, 'source_instance') ??
      textMember(message, 'source_node_id') ??
      textMember(beside, 'source_instance'),
  };
}

/** Whether the sender is this service, in this process or another; an instance only counts where no service is named. */
export function isOurs({ service, instance }: Sender, us: { readonly service: string; readonly instanceId: string }) {
  return service === undefined ? instance === us.instanceId : service.toLowerCase() === us.service.toLowerCase();
}
