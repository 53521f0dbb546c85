import { ErrorBody } from '@sansheng/shared/contracts/errors';
import { WebhookBody, type WebhookKind, webhookKinds } from '@sansheng/shared/contracts/outside/webhooks';
import { ToldCase } from '@sansheng/shared/contracts/service-desk/told-case';
import { z } from 'zod';
import type { AnyRoute } from '../../platform/http/routes.ts';

type Json = Record<string, unknown>;

/** The route table as an OpenAPI 3.1 document: inputs as clients write them, outputs as they read them. */
export function describeApi(routes: readonly AnyRoute[], version: string): Json {
  const paths: Record<string, Json> = {};
  for (const route of routes.filter((one) => one.tag !== '')) {
    const path = route.path.replaceAll(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [route.method]: describeRoute(route) };
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Sansheng', version, license: { name: 'Apache-2.0', identifier: 'Apache-2.0' } },
    paths,
    webhooks: Object.fromEntries(webhookKinds.map((kind) => [kind, { post: describeDelivery(kind) }])),
    components: {
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: 'sansheng_session' },
        csrf: { type: 'apiKey', in: 'header', name: 'X-CSRF-Token' },
      },
      schemas: { Error: schemaOf(ErrorBody, 'output') },
    },
  };
}

function describeRoute(route: AnyRoute): Json {
  const { access } = route;
  const isPublic = access === 'public';
  const isUnsafe = route.method !== 'get';
  const who = access === 'public' ? 'everybody' : access === 'signedIn' ? 'everybody signed in' : access.join(', ');
  return {
    operationId: `${route.method}${route.path.replaceAll(/[^a-zA-Z0-9]+(\w?)/g, (_all, next: string) => next.toUpperCase())}`,
    summary: route.summary,
    description: `For: ${who}.`,
    tags: [route.tag],
    security: isPublic ? [] : [{ session: [], ...(isUnsafe && { csrf: [] }) }],
    parameters: [
      ...parametersOf(route.path.includes(':') ? (route.params ?? pathParams(route.path)) : undefined, 'path'),
      ...parametersOf(route.query, 'query'),
      ...(route.heedsRevision ? [ifMatch] : []),
      ...(route.method === 'post' && !isPublic ? [idempotencyKey] : []),
    ],
    ...(route.body && {
      requestBody: { required: true, content: { 'application/json': { schema: schemaOf(route.body, 'input') } } },
    }),
    ...(route.takesFile && {
      requestBody: { required: true, content: { 'application/octet-stream': {} } },
    }),
    responses: {
      ...(route.reply
        ? { 200: { description: 'Done', content: { 'application/json': { schema: schemaOf(route.reply, 'output') } } } }
        : { '2XX': { description: 'Done' } }),
      '4XX': {
        description: 'Refused',
        content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } },
      },
    },
  };
}

function describeDelivery(kind: WebhookKind): Json {
  const data = kind.startsWith('case.') ? ToldCase : WebhookBody.shape.data;
  const body = WebhookBody.extend({ kind: z.literal(kind), data });
  return {
    summary: `Sent to webhooks that have asked for ${kind}; signed, and perhaps more than once with the same id`,
    requestBody: { required: true, content: { 'application/json': { schema: schemaOf(body, 'output') } } },
    responses: { '2XX': { description: 'Taken; anything else is tried again' } },
  };
}

const idempotencyKey: Json = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  description:
    'A word of your own for this request: sent again within a day it is not done again, and is answered as the first time.',
  schema: { type: 'string', maxLength: 100 },
};

const ifMatch: Json = {
  name: 'If-Match',
  in: 'header',
  required: false,
  description: 'The revision that was read: refused with changedMeanwhile when somebody has changed it since.',
  schema: { type: 'string' },
};

function pathParams(path: string): z.ZodType {
  return z.object(Object.fromEntries([...path.matchAll(/:(\w+)/g)].map(([, name]) => [name, z.string()])));
}

function parametersOf(schema: z.ZodType | undefined, place: 'path' | 'query'): Json[] {
  if (schema === undefined) return [];
  const { properties = {}, required = [] } = schemaOf(schema, 'input') as {
    properties?: Record<string, Json>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, one]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    schema: one,
  }));
}

function schemaOf(schema: z.ZodType, io: 'input' | 'output'): Json {
  const { $schema: _dialect, ...json } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  return json;
}
