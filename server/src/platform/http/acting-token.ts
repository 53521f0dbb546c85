import { AsyncLocalStorage } from 'node:async_hooks';

/** The token of the API by which the request now being handled was made; nothing for a person at a page. */
export const actingToken = new AsyncLocalStorage<{ tokenId: string; name: string } | undefined>();
