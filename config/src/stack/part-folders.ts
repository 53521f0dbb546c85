import { mkdir, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The folders of a local stack's data. */
export interface PartFolders {
  dataDir: string;
  logDir: string;
  /** For Unix sockets, whose paths may have 107 characters only; below the system's temporary folder if dataDir is deep. */
  runDir: string;
  redisDir: string;
  mariadbDir: string;
  asteriskDir: string;
  recordingStore: string;
  promptStore: string;
}

export async function makePartFolders(dataDir: string): Promise<PartFolders> {
  const inside = (name: string) => join(dataDir, name);
  const folders = {
    dataDir,
    logDir: inside('log'),
    redisDir: inside('redis'),
    mariadbDir: inside('mariadb'),
    asteriskDir: inside('asterisk'),
    recordingStore: inside('recordings'),
    promptStore: inside('prompts'),
  };
  for (const folder of Object.values(folders)) await mkdir(folder, { recursive: true, mode: 0o700 });
  let runDir = inside('run');
  if (runDir.length > 80) runDir = await mkdtemp(join(tmpdir(), 'sansheng-run-'));
  else await mkdir(runDir, { recursive: true, mode: 0o700 });
  return { ...folders, runDir };
}
