/**
 * Tells @grafana/ui where its icons and typefaces lie; it reads this once, when the first icon is
 * drawn. Relative, so that the page also works below a path of a reverse proxy.
 */
declare global {
  interface Window {
    __grafana_public_path__?: string;
  }
}

window.__grafana_public_path__ = './grafana/';

export {};
