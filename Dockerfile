# Three images, one build: docker build --target backend|demo|grafana .
# The embedded database is made for glibc, so Debian and not Alpine.

FROM node:24.21.0-bookworm-slim AS manifests
WORKDIR /hopscope
COPY package.json package-lock.json ./
COPY backend/package.json backend/
COPY client/package.json client/
COPY examples/mobile-money/package.json examples/mobile-money/
COPY examples/phones/package.json examples/phones/
COPY grafana-plugin/package.json grafana-plugin/
COPY instrumentation/package.json instrumentation/

FROM manifests AS built
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY tsconfig.base.json ./
COPY instrumentation instrumentation
COPY client client
COPY grafana-plugin grafana-plugin
COPY backend backend
RUN node instrumentation/build.ts
RUN node node_modules/vite/bin/vite.js build backend/page

FROM built AS plugin
COPY --from=golang:1.26.8-bookworm /usr/local/go /usr/local/go
# The slim image has no certificates, which Go needs for its modules.
COPY --from=golang:1.26.8-bookworm /etc/ssl/certs /etc/ssl/certs
ENV PATH=$PATH:/usr/local/go/bin
# The build goes on without Go; an image without the data source's Go part would be of no use.
RUN node grafana-plugin/build/build.ts --go=host && test -x grafana-plugin/dist/datasource/gpx_*_linux_*

# Without the workspaces' devDependencies in their manifests: what one workspace needs to run, npm
# takes for wanted in every other that has it for its tests (1.3 GB instead of 0.6).
FROM manifests AS backend-packages
RUN npm pkg delete devDependencies --workspaces --include-workspace-root \
 && npm ci --omit=dev --ignore-scripts --no-audit --no-fund --workspace backend

FROM manifests AS demo-packages
RUN npm pkg delete devDependencies --workspaces --include-workspace-root \
 && npm ci --omit=dev --ignore-scripts --no-audit --no-fund --workspace examples/mobile-money --workspace examples/phones

FROM node:24.21.0-bookworm-slim AS backend
ENV NODE_ENV=production HOPSCOPE_HOST=0.0.0.0 HOPSCOPE_DATA_DIR=/var/lib/hopscope
WORKDIR /hopscope
COPY --from=backend-packages /hopscope ./
COPY --from=built /hopscope/instrumentation/dist instrumentation/dist
COPY --from=built /hopscope/backend/page/dist backend/page/dist
COPY backend/src backend/src
COPY containers/first-start.ts containers/make-secrets.ts containers/
# A new volume takes over the owner of the folder it is mounted on.
RUN install -d -o node -g node /var/lib/hopscope
USER node
EXPOSE 4318
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=6 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:4318/readyz').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "backend/src/main.ts"]

FROM node:24.21.0-bookworm-slim AS demo
ENV NODE_ENV=production HOPSCOPE_DATA_DIR=/var/lib/hopscope-demo
WORKDIR /hopscope
COPY --from=demo-packages /hopscope ./
COPY --from=built /hopscope/instrumentation/dist instrumentation/dist
COPY examples/mobile-money/src examples/mobile-money/src
COPY examples/phones/src examples/phones/src
COPY scripts/demo.ts scripts/root.ts scripts/
COPY scripts/start scripts/start
RUN install -d -o node -g node /var/lib/hopscope-demo
USER node
# Whatever the wallet says to a GET, it is there.
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s --retries=4 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:47815').then(() => process.exit(0), () => process.exit(1))"]
CMD ["node", "scripts/demo.ts"]

FROM grafana/grafana:12.4.3 AS grafana
# Outside of /var/lib/grafana: a volume there would keep the plugin of its first day for ever.
ENV GF_PATHS_PLUGINS=/usr/share/hopscope/plugins
COPY --from=plugin --chown=root:root /hopscope/grafana-plugin/dist /usr/share/hopscope/plugins/hopscope-ussd-app
USER 472
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=6 \
  CMD ["wget", "-qO", "/dev/null", "http://127.0.0.1:3000/api/health"]
