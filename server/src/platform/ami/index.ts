export {
  type AmiClient,
  type AmiClientOptions,
  AmiCommandFailed,
  type AudioDirection,
  createAmiClient,
} from './client.ts';
