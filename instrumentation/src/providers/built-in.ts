import { advanta } from './advanta.ts';
import { africastalking } from './africastalking.ts';
import { airteltigoXml } from './airteltigo-xml.ts';
import { arkesel } from './arkesel.ts';
import { beem } from './beem.ts';
import { crossgate } from './crossgate.ts';
import { emergent } from './emergent.ts';
import { flaresXml } from './flares-xml.ts';
import { freeflowHttp } from './freeflow-http.ts';
import { hollatags } from './hollatags.ts';
import { hubtel } from './hubtel.ts';
import { ideamart } from './ideamart.ts';
import { infobip } from './infobip.ts';
import { kairos } from './kairos.ts';
import { moolre } from './moolre.ts';
import { mtnMadapi } from './mtn-madapi.ts';
import { nalo } from './nalo.ts';
import { olivetreeBonga } from './olivetree-bonga.ts';
import { oltranz } from './oltranz.ts';
import { paytota } from './paytota.ts';
import type { Provider } from './provider.ts';
import { sendexa } from './sendexa.ts';
import { southpawsl } from './southpawsl.ts';
import { truroute } from './truroute.ts';
import { ussdkHook } from './ussdk-hook.ts';
import { uzo } from './uzo.ts';
import { wigal } from './wigal.ts';

/** Every provider that comes with the package; where two fit a request, the first one gets it. */
export const BUILT_IN: readonly Provider[] = [
  africastalking,
  arkesel,
  hubtel,
  nalo,
  moolre,
  // Before MTN, whose fields it has but one.
  kairos,
  mtnMadapi,
  infobip,
  beem,
  uzo,
  emergent,
  wigal,
  advanta,
  crossgate,
  hollatags,
  oltranz,
  truroute,
  airteltigoXml,
  freeflowHttp,
  flaresXml,
  sendexa,
  olivetreeBonga,
  paytota,
  southpawsl,
  ideamart,
  ussdkHook,
];

/**
 * The providers to look for.
 *
 * @param own asked before the built-in ones.
 * @param name only the provider of this name, also where its requests look like another's.
 */
export function chosenProviders(
  own: readonly Provider[] = [],
  name: string | undefined = undefined,
): readonly Provider[] {
  const known = [...own, ...BUILT_IN];
  return known.filter((one) => (name === undefined ? one.onlyByName !== true : one.name === name));
}
