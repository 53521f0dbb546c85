export {
  type AmiClient,
  type AmiClientOptions,
  type AudioDirection,
  createAmiClient,
} from './client.ts';
