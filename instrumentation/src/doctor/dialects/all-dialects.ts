import { advanta, advantaWithCode } from './advanta.ts';
import { africastalking } from './africastalking.ts';
import { airteltigoXml } from './airteltigo-xml.ts';
import { arkesel } from './arkesel.ts';
import { beem } from './beem.ts';
import { crossgate } from './crossgate.ts';
import type { Dialect } from './dialect.ts';
import { flaresXml } from './flares-xml.ts';
import { freeflowHttp } from './freeflow-http.ts';
import { hollatags } from './hollatags.ts';
import { emergent, hubtel } from './hubtel.ts';
import { ideamart } from './ideamart.ts';
import { infobip } from './infobip.ts';
import { moolre } from './moolre.ts';
import { kairos, mtnMadapi } from './mtn-madapi.ts';
import { nalo, naloWithoutIds } from './nalo.ts';
import { olivetreeBonga } from './olivetree-bonga.ts';
import { oltranz } from './oltranz.ts';
import { paytota } from './paytota.ts';
import { sendexa } from './sendexa.ts';
import { southpawsl } from './southpawsl.ts';
import { telecel, truroute } from './truroute.ts';
import { ussdkHook, ussdkHookWithId } from './ussdk-hook.ts';
import { uzo } from './uzo.ts';
import { wigal } from './wigal.ts';

/** Every provider that comes with the package, some in two forms: the first is the usual one. */
export const DIALECTS: readonly Dialect[] = [
  africastalking,
  arkesel,
  hubtel,
  emergent,
  nalo,
  naloWithoutIds,
  moolre,
  mtnMadapi,
  kairos,
  infobip,
  beem,
  uzo,
  wigal,
  advanta,
  advantaWithCode,
  crossgate,
  hollatags,
  oltranz,
  truroute,
  telecel,
  airteltigoXml,
  freeflowHttp,
  flaresXml,
  sendexa,
  olivetreeBonga,
  paytota,
  southpawsl,
  ideamart,
  ussdkHook,
  ussdkHookWithId,
];
