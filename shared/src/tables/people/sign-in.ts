import { key, ms, table } from '../table.ts';

/** The one link by which a first administrator may be made. */
export interface SetUpLinkRow {
  /** SHA-256 of the link's token, in hex. */
  tokenHash: string;
  endsAtMs: number;
}
export const SetUpLinkSchema = table<SetUpLinkRow>('set_up_links', { tokenHash: key, endsAtMs: ms });
