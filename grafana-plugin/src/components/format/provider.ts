const BRANDS: Readonly<Record<string, string>> = {
  africastalking: "Africa's Talking",
  africas_talking: "Africa's Talking",
  'africas-talking': "Africa's Talking",
  arkesel: 'Arkesel',
};

/** A provider's name as it writes itself; names that are not known yet stay as they are sent. */
export function formatProvider(provider: string): string {
  return BRANDS[provider] ?? provider;
}
