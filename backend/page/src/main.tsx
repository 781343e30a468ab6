// First, before anything of @grafana/ui draws an icon.
import './grafana-assets.ts';
import { createRoot } from 'react-dom/client';
import { Page } from './Page.tsx';

const root = document.getElementById('root');
if (root === null) {
  throw new Error("index.html has no element with the id 'root' for the page to be drawn in");
}
createRoot(root).render(<Page />);
