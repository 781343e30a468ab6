import type { AppRootProps } from '@grafana/data';
import { Navigate, Route, Routes } from 'react-router';
import { SessionPage } from './SessionPage.tsx';
import { SessionsPage } from './SessionsPage.tsx';

/** The app's pages, under `/a/hopscope-ussd-app`. */
export function Root(_props: AppRootProps) {
  return (
    <Routes>
      <Route path="sessions" element={<SessionsPage />} />
      <Route path="sessions/:id" element={<SessionPage />} />
      <Route path="*" element={<Navigate to="sessions" replace />} />
    </Routes>
  );
}
