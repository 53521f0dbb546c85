export { type AmiClient, type AudioDirection, createAmiClient } from './client.ts';
