import type { SignIn } from '../people/index.ts';
import type { AppContext } from '../platform/app-context.ts';
import type { Telephony } from '../telephony/index.ts';
import { adminFeature } from './admin/index.ts';
import { apiDocsFeature } from './api-docs/index.ts';
import { type DiskRoom, keepRoom } from './disk/index.ts';
import {
  type DatabaseLife,
  healthFeature,
  type SwitchLife,
  watchDatabaseLife,
  watchSwitchLife,
} from './health/index.ts';
import { webhooksFeature } from './webhooks/index.ts';

export interface Surroundings {
  disk: DiskRoom;
  switchLife: SwitchLife;
  databaseLife: DatabaseLife;
}

/** The disks, the switch and the database, which other wings ask about before this one stands. */
export async function watchSurroundings(context: AppContext): Promise<Surroundings> {
  const { env, metrics, log, shutdown } = context;
  const disk = await keepRoom({
    folders: [env.RECORDING_STORE, env.RECORDING_SPOOL, ...(env.PROMPT_STORE === '' ? [] : [env.PROMPT_STORE])],
    keptBytes: env.DISK_KEPT_MB * 1024 * 1024,
    metrics,
    log,
  });
  shutdown.add('disk', () => disk.stop());
  return { disk, switchLife: watchSwitchLife(context), databaseLife: watchDatabaseLife(context) };
}

export interface OutsideNeeds {
  surroundings: Surroundings;
  signIn: SignIn;
  telephony: Telephony;
  version: string;
}

/** Administration, and what other software is told and may ask. */
export function openOutside(context: AppContext, { surroundings, signIn, telephony, version }: OutsideNeeds): void {
  adminFeature(context, signIn);
  webhooksFeature(context);
  apiDocsFeature(context, version);
  healthFeature(context, { ...surroundings, sessions: signIn.sessions, telephony });
}
