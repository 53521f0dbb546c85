import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { showSteps } from '../start/show-steps.mjs';
import { askUrl } from './ask-url.ts';
import { type Environment, WrongSettings, readEnvironment } from './environment.ts';
import { type RunningStack, StackError, startStack } from './stack/index.ts';
import { ManagedProcess, pickErrorLine } from './stack/managed-process.ts';
import { type StackPorts, findFreeTcpPort, findFreeUdpPort, isTcpPortFree, isUdpPortFree } from './stack/ports.ts';
import { runCommand } from './stack/run-command.ts';
import { isRunning, readStackState } from './stack/stack-state.ts';
import { runStep } from './stack/steps.ts';
import { type StackSettings, readStackSettings } from './stack-settings.ts';
import { isRestartDue } from './switch-life/ask-for-restart.ts';
import { switchAddressOf } from './switch-life/probe-switch.ts';
import { superviseSwitch } from './switch-life/supervise-switch.ts';
import type { SwitchWatch } from './switch-life/watch-switch.ts';
import { superviseProcess } from './supervise-process.ts';
import { makeCertificate } from './tls-certificate.ts';
import { buildUi, projectDir, uiRoot } from './ui-build.ts';

const onStep = showSteps();
const stopping = new AbortController();

/** `npm start`: everything from an empty data folder to the address of the sign-in page. */
async function main(): Promise<void> {
  const { values } = parseArgs({ options: { tls: { type: 'boolean', default: false } } });
  const settings = readStackSettings();
  const given = readGiven();
  const planned = checkSettings(given);
  const former = await readStackState(settings.DATA_DIR);
  if (former && isRunning(former)) {
    throw new StackError(`Sansheng is already running here (process ${former.runner.pid}): npm stop stops it.`);
  }
  await checkPorts(settings, planned, given);

  const cleanUps: (() => Promise<void>)[] = [];
  const cleanUp = async () => {
    for (let next = cleanUps.pop(); next; next = cleanUps.pop()) await next();
  };
  try {
    const ui = runStep(onStep, 'Screens', async () => ({ value: undefined, detail: await buildUi() }));
    // Its failure is reported where it is awaited.
    ui.catch(() => {});
    const stack = await startStack({
      dataDir: settings.DATA_DIR,
      ports: await planPorts(settings),
      given,
      onStep,
      demonstrationTrunk: {
        host: settings.SIP_HOST,
        addresses: settings.TRUNK_ADDRESSES.split(','),
        dialTo: settings.TRUNK_DIAL_TO,
      },
      deskSipHost: settings.DESK_SIP_HOST,
    });
    cleanUps.push(() => stack.stop());
    const env: Record<string, string> = { ...given, ...stack.environment };
    if (stack.startedParts.includes('asterisk')) env.ASTERISK_SUPERVISED = '1';
    if (values.tls && !given.TLS_CERT) {
      const { cert, key } = await makeCertificate(stack, settings.DATA_DIR);
      Object.assign(env, { TLS_CERT: cert, TLS_KEY: key });
    }
    await runStep(onStep, 'Database', async () => {
      const { code, stdout, output } = await runCommand({
        program: process.execPath,
        args: [join(projectDir, 'queue-workers/src/seed/main.ts'), '--cases'],
        env,
      });
      if (code !== 0) throw new StackError(`The database cannot be prepared: ${pickErrorLine(output)}`);
      return { value: undefined, detail: stdout.trim().split('\n').at(-1) ?? '' };
    });
    const setUpPath = planned.DEMONSTRATION ? '' : await readSetUpPath(env);
    await ui;
    stopping.signal.throwIfAborted();

    const host = ['0.0.0.0', '::'].includes(planned.HOST) ? 'localhost' : planned.HOST;
    const url = `http${env.TLS_CERT ? 's' : ''}://${host}:${planned.PORT}`;
    const workersUrl = planned.WORKERS_PORT > 0 ? `http://127.0.0.1:${planned.WORKERS_PORT}/healthz` : null;
    const starts = await Promise.allSettled([
      startChild(stack, settings, env, { name: 'Queue workers', folder: 'queue-workers', healthUrl: workersUrl }),
      startChild(stack, settings, env, { name: 'Server', folder: 'server', healthUrl: `${url}/readyz` }),
    ]);
    const children = starts.flatMap((start) => (start.status === 'fulfilled' ? [start.value] : []));
    // Stopped from the last to the first: the workers still record what the server ends.
    for (const child of children) cleanUps.push(() => child.stop());
    const failed = starts.find((start) => start.status === 'rejected');
    if (failed) throw failed.reason;
    stopping.signal.throwIfAborted();

    const gaveUp = supervise(stack, children);
    const watch = superviseAsterisk(stack, `${url}/readyz`);
    cleanUps.push(async () => watch?.stop());
    printWelcome(url, planned, setUpPath);
    const ended = await Promise.race([gaveUp, untilAborted(stopping.signal)]);
    await runStep(onStep, 'Stopping', async () => ({ value: await cleanUp(), detail: 'everything is stopped' }));
    if (ended) throw new StackError(ended);
  } catch (error) {
    await cleanUp();
    if (!stopping.signal.aborted) throw error;
  }
}

/** Settings of this start: those of the environment and, where it says nothing, what suits a local center. */
function readGiven(): Record<string, string> {
  const given: Record<string, string> = {};
  for (const [name, value] of Object.entries(process.env)) if (value) given[name] = value;
  const production = given.NODE_ENV === 'production';
  return { DEMONSTRATION: production ? '0' : '1', WORKERS_PORT: '3001', UI_ROOT: uiRoot, ...given };
}

/** Refuses a wrong setting before anything is started, assuming the values that the stack will provide. */
function checkSettings(given: Record<string, string>): Environment {
  return readEnvironment({
    REDIS_URL: 'redis://127.0.0.1',
    DATABASE_URL: 'mysql://127.0.0.1',
    ASTERISK_HTTP_URL: 'http://127.0.0.1',
    ARI_USER: '-',
    ARI_PASSWORD: '-',
    AMI_USER: '-',
    AMI_PASSWORD: '-',
    RECORDING_SPOOL: '-',
    RECORDING_STORE: '-',
    ...given,
  });
}

async function checkPorts(settings: StackSettings, planned: Environment, given: Record<string, string>): Promise<void> {
  const busy = (name: string, port: number, what: string) =>
    new StackError(
      `Port ${port} (${what}) is in use by another program: end that program, or choose another port with ${name}=${port + 100} npm start.`,
    );
  if (!(await isTcpPortFree(planned.PORT, planned.HOST))) throw busy('PORT', planned.PORT, 'HTTP');
  if (planned.WORKERS_PORT > 0 && !(await isTcpPortFree(planned.WORKERS_PORT))) {
    throw busy('WORKERS_PORT', planned.WORKERS_PORT, 'health of the queue-workers');
  }
  if (!given.ASTERISK_HTTP_URL && !(await isUdpPortFree(settings.SIP_PORT, settings.SIP_HOST))) {
    throw busy('SIP_PORT', settings.SIP_PORT, 'UDP, calls from the trunk');
  }
}

/** Ports that only this center's parts use: the same ones each time if they are free, otherwise any. */
async function planPorts(settings: StackSettings): Promise<StackPorts> {
  const choose = async (port: number) => ((await isTcpPortFree(port)) ? port : findFreeTcpPort());
  return {
    redis: await choose(16_379),
    mariadb: await choose(13_306),
    asteriskHttp: await choose(18_088),
    ami: await choose(15_038),
    sip: settings.SIP_PORT,
    sipWatch: (await isUdpPortFree(19_060)) ? 19_060 : await findFreeUdpPort(),
    rtpMin: settings.RTP_PORT_MIN,
    rtpMax: settings.RTP_PORT_MAX,
  };
}

async function startChild(
  stack: RunningStack,
  settings: StackSettings,
  env: Record<string, string>,
  part: { name: string; folder: string; healthUrl: string | null },
): Promise<ManagedProcess> {
  const { name, folder, healthUrl } = part;
  const child = new ManagedProcess({
    name,
    program: process.execPath,
    args: [join(projectDir, folder, 'src/main.ts')],
    env,
    logFile: join(settings.DATA_DIR, 'log', `${folder}.log`),
    cwd: projectDir,
    isReady: async () => healthUrl === null || answersOk(healthUrl),
  });
  await runStep(onStep, name, async () => {
    await child.start();
    await stack.track(child);
    return { value: undefined, ...(healthUrl === null ? {} : { detail: healthUrl }) };
  });
  return child;
}

const answersOk = async (url: string): Promise<boolean> => (await askUrl(url, 2000))?.status === 200;

/** Restarts what dies. Resolves with a sentence when something cannot be kept running. */
function supervise(stack: RunningStack, children: ManagedProcess[]): Promise<string> {
  return new Promise((resolve) => {
    const parts = stack.startedParts.map((part) => stack.processes[part]);
    const ours = children.map((child) => ({
      name: child.name,
      restart: async () => {
        await child.restart();
        await stack.track(child);
      },
      onUnexpectedExit: (listener: (how: string) => void) => child.onUnexpectedExit(listener),
    }));
    for (const part of [...parts, ...ours]) {
      superviseProcess(part, { say: (text) => console.log(text), isStopping: stopping.signal, giveUp: resolve });
    }
  });
}

/** An external Asterisk is not ours to stop: the server reports its silence, and whoever runs it must restart it. */
function superviseAsterisk(stack: RunningStack, readyUrl: string): SwitchWatch | null {
  if (!stack.startedParts.includes('asterisk')) {
    console.log('Asterisk was given: should it stop answering, /readyz and the log say so, and you start it again.');
    return null;
  }
  return superviseSwitch(stack.processes.asterisk, switchAddressOf(stack.environment), {
    isRestartDue: () => isRestartDue(readyUrl),
    say: (text) => console.log(text),
  });
}

const untilAborted = (signal: AbortSignal) =>
  new Promise<null>((resolve) => {
    if (signal.aborted) resolve(null);
    signal.addEventListener('abort', () => resolve(null), { once: true });
  });

/** Path of the page for the first administrator; '' if there already is one. Shown here and written nowhere. */
async function readSetUpPath(env: Record<string, string>): Promise<string> {
  const program = join(projectDir, 'queue-workers/src/seed/set-up-link.ts');
  const { code, stdout, output } = await runCommand({ program: process.execPath, args: [program], env });
  if (code !== 0)
    throw new StackError(`The link for the first administrator cannot be created: ${pickErrorLine(output)}`);
  return stdout.trim().split('\n').at(-1) ?? '';
}

function printWelcome(url: string, planned: Environment, setUpPath: string): void {
  const lines = ['', `Sansheng answers at ${url}`];
  if (setUpPath !== '') {
    lines.push(
      '',
      'There is no administrator yet. Make the first account here; the link is good for one hour and one account:',
      `  ${url}${setUpPath}`,
    );
  }
  if (planned.DEMONSTRATION) {
    lines.push(
      '',
      'Accounts (password Sansheng-demo-1):',
      '  agents 1001-1020, lead 2001, supervisor 3001, QA 4101,',
      '  information desk 5001, complaints 6001, dispatcher 7001, admin 9001,',
      '  departments 8001-8003, 8101, 8201-8203, 8301, 8401',
      '',
      'Two ways to place a call:',
      '  npm run call -- --from 13800138000 --to 4000      (in another terminal)',
      `  ${url}/demo/phone      (a customer's phone in the browser)`,
    );
  }
  if (!url.startsWith('https:')) {
    lines.push('', 'Seats on other machines need TLS for their microphone: npm start -- --tls');
  }
  lines.push('', 'Ctrl-C or npm stop ends everything.', '');
  console.log(lines.join('\n'));
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    if (!stopping.signal.aborted) stopping.abort(new StackError('Stopped.'));
  });
}
try {
  await main();
  process.exit(0);
} catch (error) {
  const isExpected = error instanceof StackError || error instanceof WrongSettings;
  console.error(isExpected ? error.message : error);
  process.exit(1);
}
