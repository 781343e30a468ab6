import { join } from 'node:path';
import compression from 'compression';
import express, { type RequestHandler, Router } from 'express';

const DIST = join(import.meta.dirname, '..', 'page', 'dist');

const YEAR_MS = 365 * 24 * 3600 * 1000;

// Grafana's components write their styles into the document (emotion), so inline styles are needed;
// scripts come from the page's own files only.
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "worker-src 'self' blob:",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const NOT_BUILT = `Hopscope is running, but its page is not built.

Build it once with: npm run build:page -w backend
Then reload. Spans are received and stored meanwhile.
`;

/**
 * Serves the built page at `/`. Files under `assets/` carry their content's hash in the name, so
 * they never change; `index.html` is asked for again each time.
 *
 * @param dist folder of the built page; `page/dist` unless a test says otherwise.
 */
export function createStaticPage(dist = DIST): Router {
  const router = Router();
  router.use(setSecurityHeaders);
  // 1.1 MB of scripts become 0.35 MB; behind a slow line that is seconds. The API's answers hold
  // personal data next to what a caller sends, so they stay as they are (BREACH).
  router.use(compression());
  router.use(
    '/assets',
    express.static(join(dist, 'assets'), { immutable: true, maxAge: YEAR_MS, index: false }),
  );
  router.use(
    express.static(dist, {
      index: 'index.html',
      setHeaders: (response) => response.setHeader('Cache-Control', 'no-cache'),
    }),
  );
  router.get('/', (_request, response) => {
    response.status(503).type('text/plain').send(NOT_BUILT);
  });
  return router;
}

const setSecurityHeaders: RequestHandler = (_request, response, next) => {
  response.setHeader('Content-Security-Policy', CONTENT_SECURITY_POLICY);
  response.setHeader('X-Content-Type-Options', 'nosniff');
  response.setHeader('Referrer-Policy', 'no-referrer');
  next();
};
