/** Why an address cannot be the backend's, in words for people; `undefined` when it can. */
export function whatIsWrongWithUrl(text: string): string | undefined {
  const url = text.trim();
  if (url === '') return 'Enter the address of the Hopscope backend.';
  if (!/^https?:\/\//i.test(url) || !URL.canParse(url)) {
    return 'Expected http:// or https:// and a host, such as http://127.0.0.1:4318.';
  }
  const { pathname, username, password } = new URL(url);
  if (username !== '' || password !== '')
    return 'Credentials do not belong in the URL; use the token.';
  if (/\/(api|v1)(\/|$)/.test(pathname))
    return 'Leave out /api and /v1: the plugin adds them itself.';
  return undefined;
}
