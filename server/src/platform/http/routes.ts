/**
 * The route table: every HTTP route of the product, with who may call it and the shapes of what goes in and out. The
 * API document is made from it, and the tests walk it to see that nothing is open by oversight.
 */
import express from 'express';
import type { Histogram } from 'prom-client';
import { findUnstorable, isOwnId } from '@sansheng/shared/contracts/plain-text';
import type { z } from 'zod';
import {
  type Access,
  checkAccess,
  checkScopes,
  type FindSession,
  type FindToken,
  isSameSecret,
  type Session,
} from './session.ts';
import { actingToken } from './acting-token.ts';
import { addressOf, isOwnOrigin } from './origin.ts';
import { doOnce, idsOf, requestKeyOf } from './request-key.ts';
import type { RequestKeys } from './request-keys.store.ts';
import { meantFor } from './revision.ts';
import { UserError } from './user-error.ts';

export type { Access, Session } from './session.ts';
export { UserError } from './user-error.ts';

export type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';

/** A longer path to a field only reflects the sender's nesting and helps nobody. */
const LONGEST_FIELD = 200;

/** Largest JSON body a route takes. */
const BODY_LIMIT = '256kb';

export interface RouteCall<P, Q, B> {
  params: P;
  query: Q;
  body: B;
  /** Throws in a public route. */
  session: Session;
  request: express.Request;
  response: express.Response;
  /** Revision that the client has read (`If-Match`); undefined when any will do. */
  meantFor: string | undefined;
  /** The client's address; only headers of trusted proxies are used. */
  address: string;
  /** An id for what is created: the same one when a request with an `Idempotency-Key` is repeated. */
  newId: () => string;
}

export interface Route<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, R extends z.ZodType> {
  method: Method;
  /** e.g. `/api/v1/calls/:callId` */
  path: string;
  access: Access;
  /** One line for the API document. */
  summary: string;
  /** Chapter of the API document; '' leaves the route out of it. */
  tag: string;
  params?: P;
  query?: Q;
  body?: B;
  /** The body of the request is a file. For the API document. */
  takesFile?: boolean;
  /** Honours `If-Match`: refused with `changedMeanwhile` when that is no longer the revision. For the API document. */
  heedsRevision?: boolean;
  /**
   * Its answer holds a secret that is shown once and stored nowhere, not even for a retry with the same
   * `Idempotency-Key`.
   */
  showsSecret?: boolean;
  /**
   * The reply is parsed by it, so a field it does not name is never sent. Absent: the handler sends the reply itself,
   * or 204.
   */
  reply?: R;
  handler: (call: RouteCall<z.output<P>, z.output<Q>, z.output<B>>) => Promise<z.input<R> | void>;
}
export type AnyRoute = Route<z.ZodType, z.ZodType, z.ZodType, z.ZodType>;

export interface RouteTable {
  add<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, R extends z.ZodType>(
    route: Route<P, Q, B, R>,
  ): void;
  all(): readonly AnyRoute[];
}

/**
 * Parses one input. Throws `badRequest` naming the first bad field: one that the schema refuses, or a text that cannot
 * be stored. All input over HTTP or socket goes through here, so no schema has to check for the latter.
 */
export function parseInput<S extends z.ZodType>(schema: S, value: unknown, what: string): z.output<S> {
  const unstorable = findUnstorable(value);
  if (unstorable !== null) {
    const field = unstorable.length > LONGEST_FIELD ? what : unstorable || what;
    throw new UserError('badRequest', { field, detail: 'holds NUL or half a surrogate pair' });
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  // Unknown keys of a strict object and missing bodies have no path of their own.
  const field = issue?.path.map(String).join('.') || what;
  throw new UserError('badRequest', { field, detail: issue?.message });
}

export interface RouterParts {
  findSession: FindSession;
  findToken: FindToken;
  requestKeys: RequestKeys;
  /** Trusted proxies in front. */
  trustProxy: number;
  duration: Histogram<'method' | 'path' | 'status'>;
}

/** Returns the table, and the router that serves it; `close` adds 405 to known paths and must come after all routes. */
export function createRoutes(parts: RouterParts): { table: RouteTable; router: express.Router; close: () => void } {
  const routes: AnyRoute[] = [];
  const router = express.Router({ caseSensitive: true, strict: false });
  const parseJson = express.json({ limit: BODY_LIMIT, strict: true });

  const table: RouteTable = {
    all: () => routes,
    add: (given) => {
      const route = given as unknown as AnyRoute;
      if (route.access === undefined) throw new Error(`${route.method} ${route.path} does not say who may call it`);
      if (routes.some((other) => other.method === route.method && other.path === route.path)) {
        throw new Error(`${route.method} ${route.path} is registered twice`);
      }
      routes.push(route);
      const isUnsafe = route.method !== 'get';

      // Access is checked before a byte of the body is read.
      const authorize: express.RequestHandler = async (request, response, next) => {
        const stop = parts.duration.startTimer({ method: route.method, path: route.path });
        response.once('close', () => stop({ status: String(response.statusCode) }));
        if (isUnsafe && !isOwnOrigin(request, parts.trustProxy))
          throw new UserError('csrf', { detail: 'foreign origin' });
        const bearer = /^Bearer (\S+)$/.exec(request.get('authorization') ?? '')?.[1];
        if (bearer !== undefined && route.access !== 'public') {
          const found = await parts.findToken(bearer, addressOf(request, parts.trustProxy));
          checkAccess(route.access, found?.session ?? null);
          checkScopes(found?.scopes ?? [], isUnsafe ? 'write' : 'read', route.tag);
          response.locals.session = found?.session;
          return next();
        }
        const session = route.access === 'public' ? null : await parts.findSession(request.headers.cookie, true);
        checkAccess(route.access, session);
        if (isUnsafe && session !== null && !isSameSecret(request.get('x-csrf-token'), session.csrfToken)) {
          throw new UserError('csrf');
        }
        response.locals.session = session;
        next();
      };

      const handle: express.RequestHandler = async (request, response) => {
        // A path names an id of ours, and no id has other characters: whatever this is, it does not exist.
        if (!Object.values(request.params).every((one) => isOwnId(String(one)))) throw new UserError('notFound');
        const { session } = response.locals as { session?: Session };
        const key = route.method === 'post' && session !== undefined ? requestKeyOf(request) : undefined;
        const name = key && `${session?.employeeNo} ${request.method} ${request.path} ${key}`;
        const call = {
          params: route.params && parseInput(route.params, request.params, 'params'),
          query: route.query && parseInput(route.query, request.query, 'query'),
          body: route.body && parseInput(route.body, request.body, 'body'),
          get session(): Session {
            if (!response.locals.session) throw new Error(`${route.path} is public and has no session`);
            return response.locals.session as Session;
          },
          request,
          response,
          meantFor: meantFor(request),
          address: addressOf(request, parts.trustProxy),
          newId: idsOf(name),
        };
        const act = async () => {
          const result = await actingToken.run(session?.token, () => route.handler(call));
          if (route.reply === undefined) return { status: 204, body: null };
          return { status: response.statusCode, body: response.headersSent ? null : route.reply.parse(result) };
        };
        const isKept = name !== undefined && route.showsSecret !== true;
        const content = `${request.originalUrl} ${JSON.stringify(call.body ?? null)}`;
        const { status, body } = isKept ? await doOnce(parts.requestKeys, name, content, act) : await act();
        if (response.headersSent) return;
        if (route.reply === undefined) response.status(204).end();
        else response.status(status).json(body);
      };

      router[route.method](route.path, authorize, ...(route.body === undefined ? [] : [parseJson]), handle);
    },
  };

  const close = () => {
    for (const path of new Set(routes.map((route) => route.path))) {
      const allowed = routes.filter((route) => route.path === path).map((route) => route.method.toUpperCase());
      router.all(path, (_request, response) => {
        response.set('Allow', allowed.join(', '));
        throw new UserError('badRequest', { status: 405, detail: 'method not allowed' });
      });
    }
  };
  return { table, router, close };
}
