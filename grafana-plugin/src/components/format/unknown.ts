/** What an empty value is called: the provider did not say, or nobody set it. */
export const UNKNOWN = 'Unknown';
