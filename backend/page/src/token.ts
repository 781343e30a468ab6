const STORAGE_KEY = 'hopscope.token';

/** The backend's token, for this tab only: gone when it is closed. */
export function readToken(): string | undefined {
  return sessionStorage.getItem(STORAGE_KEY) ?? undefined;
}

/** Keeps a token for this tab. */
export function keepToken(token: string): void {
  sessionStorage.setItem(STORAGE_KEY, token);
}
