import { useEffect, useState } from 'react';

export const THEME_CHOICES = ['light', 'dark', 'system'] as const;
export type ThemeChoice = (typeof THEME_CHOICES)[number];

const STORAGE_KEY = 'hopscope.theme';

function readChoice(): ThemeChoice {
  const kept = localStorage.getItem(STORAGE_KEY);
  return THEME_CHOICES.includes(kept as ThemeChoice) ? (kept as ThemeChoice) : 'system';
}

const darkWanted = (): MediaQueryList => matchMedia('(prefers-color-scheme: dark)');

export interface ThemeState {
  readonly choice: ThemeChoice;
  readonly mode: 'light' | 'dark';
  readonly choose: (choice: ThemeChoice) => void;
}

/** Light, dark or as the system says; kept in this browser. */
export function useThemeChoice(): ThemeState {
  const [choice, setChoice] = useState(readChoice);
  const [systemDark, setSystemDark] = useState(() => darkWanted().matches);
  useEffect(() => {
    const query = darkWanted();
    const follow = (): void => setSystemDark(query.matches);
    query.addEventListener('change', follow);
    return () => query.removeEventListener('change', follow);
  }, []);
  const choose = (next: ThemeChoice): void => {
    localStorage.setItem(STORAGE_KEY, next);
    setChoice(next);
  };
  const mode = choice === 'system' ? (systemDark ? 'dark' : 'light') : choice;
  return { choice, mode, choose };
}
