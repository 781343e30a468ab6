import { hubtel } from './hubtel.ts';
import type { Provider } from './provider.ts';

/**
 * Emergent (Interpay) and Cross-Switch (Ghana). Their requests are Hubtel's, field for field, so
 * only HOPSCOPE_PROVIDER can tell them apart.
 *
 * npm ussd-builder 1.3.2 and advanced-ussd-builder 2.4.5.
 */
export const emergent: Provider = { ...hubtel, name: 'emergent', onlyByName: true };
