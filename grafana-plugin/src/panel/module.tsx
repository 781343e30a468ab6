import { PanelPlugin } from '@grafana/data';
import { SessionsPanel } from './SessionsPanel.tsx';

export const plugin = new PanelPlugin(SessionsPanel).setNoPadding();
