import type { IncomingMessage } from 'node:http';
import type { RequestHandler } from 'express';
import helmet from 'helmet';

const plainHost = /^[a-z0-9.:[\]-]+$/i;

/** The socket's own address as a source: older Safari does not count WebSockets as 'self'. */
function socketSource(request: IncomingMessage, scheme: 'ws' | 'wss'): string {
  const host = request.headers.host ?? '';
  return plainHost.test(host) ? `${scheme}://${host}` : "'self'";
}

/**
 * Only our own scripts run, none of them inline. Styles may be inline: antd makes its style tags at run time. `isTls`
 * adds the headers that would lock people out of a center served over plain HTTP.
 */
export function securityHeaders(isTls: boolean): RequestHandler[] {
  const scheme = isTls ? 'wss' : 'ws';
  const headers = helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        scriptSrcAttr: ["'none'"],
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        fontSrc: ["'self'", 'data:'],
        mediaSrc: ["'self'", 'blob:'],
        workerSrc: ["'self'", 'blob:'],
        connectSrc: ["'self'", (request) => socketSource(request, scheme)],
        objectSrc: ["'none'"],
        baseUri: ["'self'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
    strictTransportSecurity: isTls,
    referrerPolicy: { policy: 'same-origin' },
    xFrameOptions: { action: 'deny' },
  });
  return [
    headers,
    (_request, response, next) => {
      response.set('Permissions-Policy', 'microphone=(self), hid=(self), camera=(), geolocation=()');
      next();
    },
  ];
}
