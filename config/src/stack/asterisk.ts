import { existsSync } from 'node:fs';
import { mkdir, readFile, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ManagedProcess } from './managed-process.ts';
import type { PartFolders } from './part-folders.ts';
import type { StackPorts } from './ports.ts';
import type { Programs } from './programs.ts';
import { makePrompts } from './prompts.ts';
import { renderTemplate } from './render-template.ts';
import { runCommand } from './run-command.ts';
import type { Secrets } from './secrets.ts';

export const ariUser = 'sansheng';
export const amiUser = 'recorder';

const templateDir = join(import.meta.dirname, '../../asterisk');

export interface AsteriskOptions {
  ports: StackPorts;
  secrets: Secrets;
  /** Address the trunk's UDP port listens on. */
  sipHost: string;
  /** Address on which desk phones register by TCP, at the same port; loopback closes it to others. */
  deskSipHost: string;
  /** Addresses (or networks) whose calls the demonstration trunk takes. */
  trunkAddresses: string[];
  /** Address and UDP port that the demonstration trunk sends calls to. */
  trunkDialTo: string;
  /** The only address that SIP over WebSocket is taken from. */
  sipProxySource: string;
  /** Where the prompts are made and kept. */
  soundDir: string;
  wordsPerMinute: number;
}

export interface Asterisk {
  process: ManagedProcess;
  /** Where legs and voicemails are recorded. */
  recordingSpool: string;
  /** How the prompts were made. */
  promptDetail: string;
  /** Runs a command of Asterisk's command line and returns what it prints. */
  runCli(command: string): Promise<string>;
}

/** Asterisk with its configuration rendered from `config/asterisk` into the data folder. */
export async function makeAsterisk(
  programs: Programs,
  folders: PartFolders,
  options: AsteriskOptions,
): Promise<Asterisk> {
  const { ports, secrets } = options;
  const inside = (name: string) => join(folders.asteriskDir, name);
  // Where ARI records; MixMonitor is told whole paths.
  const recordingSpool = inside('spool/recording');
  for (const folder of ['etc', 'var/keys', 'log', 'spool/recording', 'spool/tmp']) {
    await mkdir(inside(folder), { recursive: true });
  }
  const promptDetail = await makePrompts(options.soundDir, programs, options.wordsPerMinute);
  await linkBuiltInPrompts(folders.promptStore, options.soundDir);
  await linkSoundData(programs.asteriskDataDir, inside('data'), options.soundDir);
  const values = {
    ETC_DIR: inside('etc'),
    MODULE_DIR: programs.asteriskModuleDir,
    VAR_DIR: inside('var'),
    SOUND_DATA_DIR: inside('data'),
    MUSIC_FILE: join(folders.promptStore, 'music.conf'),
    SPOOL_DIR: inside('spool'),
    RUN_DIR: folders.runDir,
    LOG_DIR: inside('log'),
    ENTITY_ID: secrets.asteriskEntityId,
    HTTP_PORT: ports.asteriskHttp,
    SIP_PROXY_SOURCE: options.sipProxySource === '' ? '127.0.0.0/8' : options.sipProxySource,
    ARI_USER: ariUser,
    ARI_PASSWORD: secrets.ariPassword,
    AMI_PORT: ports.ami,
    AMI_USER: amiUser,
    AMI_PASSWORD: secrets.amiPassword,
    SIP_HOST: options.sipHost,
    SIP_PORT: ports.sip,
    DESK_SIP_HOST: options.deskSipHost,
    TRUNK_ADDRESSES: options.trunkAddresses.join(','),
    TRUNK_DIAL_TO: options.trunkDialTo,
    SIP_WATCH_PORT: ports.sipWatch,
    RTP_PORT_MIN: ports.rtpMin,
    RTP_PORT_MAX: ports.rtpMax,
  };
  for (const name of await readdir(templateDir)) {
    const template = await readFile(join(templateDir, name), 'utf8');
    await writeFile(inside(join('etc', name)), renderTemplate(template, values), { mode: 0o600 });
  }
  const configFile = inside('etc/asterisk.conf');
  const authorization = `Basic ${Buffer.from(`${ariUser}:${secrets.ariPassword}`).toString('base64')}`;
  return {
    recordingSpool,
    promptDetail,
    process: new ManagedProcess({
      name: 'Asterisk',
      ...programs.command('asterisk', ['-C', configFile, '-f']),
      logFile: join(folders.logDir, 'asterisk.log'),
      cwd: folders.asteriskDir,
      isReady: () => answersPing(ports.asteriskHttp, authorization),
      stopLimitMs: 10_000,
    }),
    async runCli(command) {
      const { code, stdout, output } = await runCommand(
        programs.command('asterisk', ['-C', configFile, '-rx', command]),
      );
      if (code !== 0) throw new Error(`Asterisk's command line: ${output.trim()}`);
      return stdout;
    },
  };
}

/**
 * A data folder that is Asterisk's own by links, with our prompts beside its sounds, and its English sounds by the name
 * `en` (Debian's folder is named after the voice, and without the link every `sound:` fails).
 */
async function linkSoundData(asteriskDataDir: string, dataDir: string, soundDir: string): Promise<void> {
  await rm(dataDir, { recursive: true, force: true });
  await mkdir(join(dataDir, 'sounds'), { recursive: true });
  for (const name of await readdir(asteriskDataDir)) {
    if (name !== 'sounds') await symlink(join(asteriskDataDir, name), join(dataDir, name));
  }
  const english = ['en', 'en_US_f_Allison'].map((name) => join(asteriskDataDir, 'sounds', name)).find(existsSync);
  if (english) await symlink(english, join(dataDir, 'sounds/en'));
  await symlink(join(soundDir, 'sansheng'), join(dataDir, 'sounds/sansheng'));
}

/** The center's own prompts beside those that administrators add, so that the server can play both. */
async function linkBuiltInPrompts(promptStore: string, soundDir: string): Promise<void> {
  const link = join(promptStore, 'builtin');
  await rm(link, { force: true });
  await symlink(join(soundDir, 'sansheng'), link);
}

/** ARI answers before every module is loaded; the trunk's endpoint exists only afterwards. */
async function answersPing(port: number, authorization: string): Promise<boolean> {
  try {
    const answer = await fetch(`http://127.0.0.1:${port}/ari/endpoints/PJSIP/trunk-demo`, {
      headers: { authorization },
      signal: AbortSignal.timeout(1000),
    });
    await answer.arrayBuffer();
    return answer.ok;
  } catch {
    return false;
  }
}
