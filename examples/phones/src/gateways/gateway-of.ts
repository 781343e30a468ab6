import type { Country } from '@hopscope/example-mobile-money/bank/customers';
import { africasTalking } from './africastalking.ts';
import { arkesel } from './arkesel.ts';
import type { Gateway } from './gateway.ts';

const GATEWAYS: Readonly<Record<Country, Gateway>> = { KE: africasTalking, GH: arkesel };

/** The gateway that the wallet has a contract with in a country. */
export function gatewayOf(country: Country): Gateway {
  return GATEWAYS[country];
}
