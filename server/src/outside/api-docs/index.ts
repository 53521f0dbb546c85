import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { z } from 'zod';
import type { AppContext } from '../../platform/app-context.ts';
import type { Access } from '../../platform/http/routes.ts';
import { describeApi } from './open-api.ts';

const swaggerRoot = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));

/** Swagger UI's own page starts it with an inline script, which the content security policy forbids. */
const page = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <title>Sansheng API</title>
    <link rel="stylesheet" href="/api/docs/swagger-ui.css" />
    <link rel="icon" href="data:," />
  </head>
  <body>
    <div id="api"></div>
    <script src="/api/docs/swagger-ui-bundle.js"></script>
    <script src="/api/docs/start.js"></script>
  </body>
</html>
`;
/** Sends the CSRF token with requests tried out on the page. */
const start = `let csrfToken = '';
fetch('/api/v1/me').then((reply) => reply.json()).then((me) => { csrfToken = me.csrfToken ?? ''; });
SwaggerUIBundle({
  url: '/api/openapi.json',
  dom_id: '#api',
  // Chapters collapsed: rendering all routes at once takes half a minute.
  docExpansion: 'none',
  requestInterceptor: (request) => {
    request.headers['X-CSRF-Token'] = csrfToken;
    return request;
  },
});
`;

/** `/api/openapi.json` and a page to read it. Only the demonstration center shows them to strangers. */
export function apiDocsFeature({ env, routes }: AppContext, version: string): void {
  const access: Access = env.DEMONSTRATION ? 'public' : 'signedIn';
  let document: object | undefined;

  routes.add({
    method: 'get',
    path: '/api/openapi.json',
    access,
    summary: 'This document',
    tag: 'api-docs',
    handler: async ({ response }) => {
      document ??= describeApi(routes.all(), version);
      response.json(document);
    },
  });
  routes.add({
    method: 'get',
    path: '/api/docs',
    access,
    summary: 'This document as a page',
    tag: '',
    handler: async ({ response }) => void response.type('html').send(page),
  });
  routes.add({
    method: 'get',
    path: '/api/docs/start.js',
    access,
    summary: 'Starts the page',
    tag: '',
    handler: async ({ response }) => void response.type('js').send(start),
  });
  routes.add({
    method: 'get',
    path: '/api/docs/:file',
    access,
    summary: "Swagger UI's files",
    tag: '',
    params: z.object({ file: z.enum(['swagger-ui.css', 'swagger-ui-bundle.js']) }),
    handler: ({ params, response }) =>
      new Promise((resolve, reject) => {
        response.sendFile(params.file, { root: swaggerRoot }, (error) => (error ? reject(error) : resolve()));
      }),
  });
}
