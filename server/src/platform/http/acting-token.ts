import { AsyncLocalStorage } from 'node:async_hooks';

/** The API token of the request being handled; nothing for a person at a page. */
export const actingToken = new AsyncLocalStorage<{ tokenId: string; name: string } | undefined>();
