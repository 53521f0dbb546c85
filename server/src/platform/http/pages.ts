import { extname, join } from 'node:path';
import express from 'express';

/**
 * Serves the built UI: files named by the hash of their content are cached for ever, the page itself never. A path that
 * is not a file is one of the page's own routes and gets the page.
 */
export function servePages(uiRoot: string): express.Router {
  const router = express.Router();
  router.use(
    express.static(uiRoot, {
      index: false,
      redirect: false,
      setHeaders: (response, path) => {
        const isNamedByHash = path.startsWith(join(uiRoot, 'assets'));
        response.set('Cache-Control', isNamedByHash ? 'public, max-age=31536000, immutable' : 'no-cache');
      },
    }),
  );
  router.get('/{*path}', (request, response, next) => {
    if (extname(request.path) !== '') return next();
    response.set('Cache-Control', 'no-cache').sendFile('index.html', { root: uiRoot }, (error) => {
      if (error && !response.headersSent) next();
    });
  });
  return router;
}
