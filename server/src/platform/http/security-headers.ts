import type { IncomingMessage } from 'node:http';
import type { RequestHandler } from 'express';
import helmet from 'helmet';

const plainHost = /^[a-z0-9.:[\]-]+$/i;

/** The WebSocket's own address as a source: older Safari does not include WebSockets in 'self'. */
function socketSources(request: IncomingMessage, isTls: boolean): string {
  const host = request.headers.host ?? '';
  if (!plainHost.test(host)) return "'self'";
  // Plain HTTP here may be TLS at a proxy in front.
  return isTls ? `wss://${host}` : `ws://${host} wss://${host}`;
}

/**
 * Only our own scripts run, none of them inline. Styles may be inline: antd makes its style tags at run time. `isTls`
 * adds the headers that would lock people out of a center served over plain HTTP.
 */
export function securityHeaders(isTls: boolean): RequestHandler[] {
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
        connectSrc: ["'self'", (request) => socketSources(request, isTls)],
        objectSrc: ["'none'"],
        baseUri: ["'self'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
    // For this host only: the rest of a company's domain is not ours to decide about.
    strictTransportSecurity: isTls && { maxAge: 31_536_000, includeSubDomains: false },
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
