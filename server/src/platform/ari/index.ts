export type {
  AriEvent,
  AriOperations,
  AriVariables,
  Bridge,
  Channel,
  CommandOptions,
  Endpoint,
  LiveRecording,
  Playback,
} from './ari.generated.ts';
export { type AriClient, type AriClientOptions, type AriSignals, createAriClient } from './client.ts';
export type { InOrder } from '../in-order.ts';
