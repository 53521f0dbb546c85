import type { Browser } from '../http/browser.ts';
import { hostileTexts, hostileValues, inAddress } from './hostile-texts.ts';
import { bodiesWith, type JsonSchema, sampleOf } from './sample-body.ts';

interface Parameter {
  name: string;
  in: 'path' | 'query';
  required: boolean;
  schema: JsonSchema;
}
interface Operation {
  parameters: Parameter[];
  requestBody?: { content: Record<string, { schema: JsonSchema }> };
}
export interface ApiDocument {
  paths: Record<string, Record<string, Operation>>;
}

export interface Answers {
  asked: number;
  byStatus: Map<number, number>;
  /** What broke, or was not answered in time: one line each. */
  broken: string[];
}

/** An answer that takes longer counts as missing. */
const ANSWER_MS = 15_000;
/** Hostile values for each text of a body; the next text gets different ones. */
const VALUES_A_PLACE = 5;
const TEXTS_A_PARAMETER = 8;
const AT_ONCE = 8;

/**
 * Every operation of the API document as each of the askers: hostile text in each part of the path and each query
 * parameter, and bodies that are valid except in one place. Existing data are not touched: no path names them.
 */
export async function fuzzRoutes(document: ApiDocument, askers: Map<string, Browser>): Promise<Answers> {
  const answers: Answers = { asked: 0, byStatus: new Map(), broken: [] };
  let turn = 0;
  /** The next few of a list, so that each is used somewhere, but none everywhere. */
  const some = <T>(list: readonly T[], count: number): T[] =>
    Array.from({ length: count }, () => list[turn++ % list.length] as T);

  async function ask(role: string, browser: Browser, method: string, path: string, body?: unknown): Promise<void> {
    const what = `${role} ${method} ${path.slice(0, 200)} ${JSON.stringify(body ?? '').slice(0, 300)}`;
    answers.asked += 1;
    try {
      const late = new Promise<never>((_, reject) => {
        setTimeout(() => reject(new Error(`not answered in ${ANSWER_MS} ms`)), ANSWER_MS).unref();
      });
      const { status } = await Promise.race([browser.send(method, path, body), late]);
      answers.byStatus.set(status, (answers.byStatus.get(status) ?? 0) + 1);
      if (status >= 500) answers.broken.push(`${status} ${what}`);
    } catch (error) {
      answers.broken.push(`${String(error)} ${what}`);
    }
  }

  for (const [role, browser] of askers) {
    const requests = requestsOf(document, some, await sharedSettings(document, browser));
    await Promise.all(
      Array.from({ length: AT_ONCE }, async () => {
        for (let next = requests.next(); next.done !== true; next = requests.next()) {
          await ask(role, browser, ...next.value);
        }
      }),
    );
  }
  return answers;
}

type Request = [method: string, path: string, body?: unknown];

/** The settings of which there is one for the center, as they are: they are asked to change in one place at a time. */
async function sharedSettings(document: ApiDocument, browser: Browser): Promise<Map<string, unknown>> {
  const settings = new Map<string, unknown>();
  for (const [path, methods] of Object.entries(document.paths)) {
    if (methods.put === undefined || methods.get === undefined || path.includes('{')) continue;
    const { status, body } = await browser.get(path);
    if (status === 200) settings.set(path, body);
  }
  return settings;
}

function* requestsOf(
  document: ApiDocument,
  some: <T>(list: readonly T[], count: number) => T[],
  settings: Map<string, unknown>,
): Generator<Request> {
  for (const [template, methods] of Object.entries(document.paths)) {
    for (const [method, operation] of Object.entries(methods)) {
      // The session that asks must not end.
      if (template === '/api/v1/session' && method === 'delete') continue;
      const inPath = operation.parameters.filter((one) => one.in === 'path');
      const inQuery = operation.parameters.filter((one) => one.in === 'query');
      const pathWith = (text: string) =>
        inPath.reduce((path, { name }) => path.replace(`{${name}}`, inAddress(text)), template);
      const schema = operation.requestBody?.content['application/json']?.schema;
      const body = schema === undefined ? undefined : (settings.get(template) ?? sampleOf(schema));
      const nobody = pathWith('00000000-0000-4000-8000-000000000000');

      if (inPath.length > 0)
        for (const text of some(hostileTexts, TEXTS_A_PARAMETER)) yield [method, pathWith(text), body];
      for (const { name } of inQuery) {
        const others = inQuery
          .filter((other) => other.name !== name && other.required)
          .map((other) => `${other.name}=${encodeURIComponent(String(sampleOf(other.schema)))}`);
        for (const text of some(hostileTexts, TEXTS_A_PARAMETER)) {
          yield [method, `${nobody}?${[...others, `${name}=${inAddress(text)}`].join('&')}`, body];
        }
      }
      if (body === undefined) continue;
      for (const wrong of bodiesWith(body, () => some(hostileValues, VALUES_A_PLACE))) yield [method, nobody, wrong];
      for (const whole of some(hostileValues, VALUES_A_PLACE)) yield [method, nobody, whole];
    }
  }
}
