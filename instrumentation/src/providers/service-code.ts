/** A code as it is dialled: some gateways leave out the `*` before it or the `#` behind. */
export function asDialled(code: string): string {
  return /^\*?\d+(?:\*\d+)*#?$/.test(code) ? `*${code.replace(/^\*|#$/g, '')}#` : code;
}

/** A first request's text where it is a dialled string; gateways also send nothing there, or words of their own. */
export function dialledOf(text: string | undefined): string | undefined {
  return text !== undefined && /^(?:[*#]|\d+[*#])/.test(text) ? text : undefined;
}
