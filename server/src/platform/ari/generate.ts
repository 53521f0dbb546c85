/**
 * Writes ari.generated.ts from the description of ARI that comes with Asterisk (usr/share/asterisk/rest-api).
 * That description is the Swagger 1.1 dialect, which OpenAPI generators do not read.
 * Run: npm run generate:ari -w server -- <rest-api folder>
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

interface Allowable {
  valueType: 'LIST' | 'RANGE';
  values?: string[];
}
interface Property {
  type: string;
  description?: string;
  required?: boolean;
  allowableValues?: Allowable;
}
interface Model {
  description?: string;
  properties?: Record<string, Property>;
  subTypes?: string[];
}
interface Parameter {
  name: string;
  description?: string;
  paramType: 'path' | 'query' | 'body';
  dataType: string;
  required?: boolean;
  allowMultiple?: boolean;
  allowableValues?: Allowable;
}
interface Operation {
  httpMethod: string;
  nickname: string;
  summary?: string;
  responseClass: string;
  upgrade?: string;
  parameters?: Parameter[];
  errorResponses?: { code: number | string }[];
}
interface Resource {
  apis: { path: string; operations?: Operation[] }[];
  models?: Record<string, Model>;
}

const folder = process.argv[2];
if (folder === undefined) throw new Error('Give the folder of rest-api/*.json of the Asterisk installation');
const source: string = folder;

const read = (name: string): Resource => JSON.parse(readFileSync(join(source, `${name}.json`), 'utf8')) as Resource;
const resourceNames = read('resources').apis.map(({ path }) => /\/api-docs\/(\w+)\./.exec(path)?.[1] ?? '');
const resources = new Map(resourceNames.map((name) => [name, read(name)]));

const scalars: Record<string, string> = {
  string: 'string',
  Date: 'string',
  boolean: 'boolean',
  int: 'number',
  long: 'number',
  double: 'number',
  object: 'Record<string, unknown>',
  binary: 'Uint8Array',
};

function typeOf(name: string, allowed?: Allowable): string {
  const list = /^List\[(.+)\]$/.exec(name)?.[1];
  if (list !== undefined) return `${typeOf(list)}[]`;
  if (allowed?.values !== undefined) return allowed.values.map((value) => JSON.stringify(value)).join(' | ');
  return scalars[name] ?? name;
}

const comment = (text: string | undefined, indent: string): string =>
  text === undefined || text === ''
    ? ''
    : `${indent}/** ${text.replaceAll('*/', '* /').replace(/\s+/g, ' ').trim()} */\n`;

function modelBody(model: Model): string {
  return Object.entries(model.properties ?? {})
    .map(([name, property]) => {
      const optional = property.required === true ? '' : '?';
      return `${comment(property.description, '  ')}  ${name}${optional}: ${typeOf(property.type, property.allowableValues)};\n`;
    })
    .join('');
}

const models = new Map([...resources.values()].flatMap((resource) => Object.entries(resource.models ?? {})));
const eventBase = models.get('Event');
const message = models.get('Message');
if (eventBase?.subTypes === undefined || message === undefined) throw new Error('events.json has no Event model');
const eventNames = new Set(eventBase.subTypes);

const isBody = (parameter: Parameter): boolean => parameter.paramType === 'body';

function parameterType(parameter: Parameter): string {
  if (isBody(parameter)) {
    if (parameter.name === 'variables') return 'AriVariables';
    return parameter.name === 'fields' ? 'Record<string, string>' : 'Record<string, unknown>';
  }
  const one = typeOf(parameter.dataType, parameter.allowableValues);
  return parameter.allowMultiple === true ? `${one} | (${one})[]` : one;
}

function operationType(operation: Operation): string {
  const parameters = operation.parameters ?? [];
  const isRequired = (parameter: Parameter): boolean => parameter.required === true || parameter.paramType === 'path';
  const fields = parameters.map((p) => `${p.name}${isRequired(p) ? '' : '?'}: ${parameterType(p)}`).join('; ');
  const optional = parameters.some(isRequired) ? '' : '?';
  const codes = (operation.errorResponses ?? []).map(({ code }) => Number(code));
  const result = operation.responseClass === 'void' ? "'done'" : typeOf(operation.responseClass);
  // An endpoint that is not registered: the client turns Asterisk's bare 500 into 'gone'.
  const isDial = operation.responseClass === 'Channel' && parameters.some(({ name }) => name === 'endpoint');
  const outcomes = [
    result,
    ...(codes.includes(404) || isDial ? ["'gone'"] : []),
    ...(codes.includes(409) || codes.includes(422) ? ["'conflict'"] : []),
  ];
  const args = fields === '' ? 'params?: Record<string, never>' : `params${optional}: { ${fields} }`;
  return `${comment(operation.summary, '    ')}    ${operation.nickname}(${args}, options?: CommandOptions): Promise<${outcomes.join(' | ')}>;\n`;
}

function operationEntry(path: string, operation: Operation): string {
  const body = operation.parameters?.find(isBody)?.name;
  const parts = [
    `method: '${operation.httpMethod}'`,
    `path: '${path}'`,
    ...(body === undefined ? [] : [`body: '${body}'`]),
    ...(operation.responseClass === 'void'
      ? []
      : [`reply: '${operation.responseClass === 'binary' ? 'binary' : 'json'}'`]),
  ];
  return `    ${operation.nickname}: { ${parts.join(', ')} },\n`;
}

const operationsOf = (resource: Resource): { path: string; operation: Operation }[] =>
  resource.apis.flatMap(({ path, operations }) =>
    (operations ?? []).filter(({ upgrade }) => upgrade === undefined).map((operation) => ({ path, operation })),
  );

const output = [
  '// Generated by generate.ts from the rest-api description of Asterisk. Do not edit.\n',
  '/** How one command is to be run. timeoutMs: 5000 unless given. */\nexport interface CommandOptions {\n  timeoutMs?: number;\n}\n',
  '/** Channel or bridge variables; report_events puts the variable on every event of its channel. */\nexport type AriVariables = Record<string, string | { value: string; report_events?: boolean }>;\n',
  ...[...models]
    .filter(([name]) => name !== 'Event' && name !== 'Message' && !eventNames.has(name))
    .map(([name, model]) => `${comment(model.description, '')}export interface ${name} {\n${modelBody(model)}}\n`),
  `interface EventBase {\n${modelBody({ properties: { ...message.properties, ...eventBase.properties } }).replace(/ {2}\/\*\*[^\n]*\n {2}type: string;\n/, '')}}\n`,
  ...[...eventNames].map((name) => {
    const model = models.get(name) ?? {};
    return `${comment(model.description, '')}export interface ${name} extends EventBase {\n  type: '${name}';\n${modelBody(model)}}\n`;
  }),
  `export type AriEvent =\n${[...eventNames].map((name) => `  | ${name}`).join('\n')};\n`,
  `/** Every command of ARI, by resource. 'gone': what it names does not exist (any more). 'conflict': its state does not allow this. */\nexport interface AriOperations {\n${[
    ...resources,
  ]
    .map(
      ([name, resource]) =>
        `  ${name}: {\n${operationsOf(resource)
          .map(({ operation }) => operationType(operation))
          .join('')}  };\n`,
    )
    .join('')}}\n`,
  `/** Method, path and shape of each command, read by the client at run time. */\nexport const ariOperations = {\n${[
    ...resources,
  ]
    .map(
      ([name, resource]) =>
        `  ${name}: {\n${operationsOf(resource)
          .map(({ path, operation }) => operationEntry(path, operation))
          .join('')}  },\n`,
    )
    .join('')}} as const;\n`,
].join('\n');

const target = join(import.meta.dirname, 'ari.generated.ts');
writeFileSync(target, output);
process.stdout.write(`${target}: ${models.size} models, ${eventNames.size} events\n`);
