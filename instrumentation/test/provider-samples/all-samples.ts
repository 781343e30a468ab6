import { advantaSamples } from './advanta.ts';
import { africastalkingSamples } from './africastalking.ts';
import { airteltigoXmlSamples } from './airteltigo-xml.ts';
import { arkeselSamples } from './arkesel.ts';
import { beemSamples } from './beem.ts';
import { crossgateSamples } from './crossgate.ts';
import { emergentSamples } from './emergent.ts';
import { flaresXmlSamples } from './flares-xml.ts';
import { freeflowHttpSamples } from './freeflow-http.ts';
import { hollatagsSamples } from './hollatags.ts';
import { hubtelSamples } from './hubtel.ts';
import { ideamartSamples } from './ideamart.ts';
import { infobipSamples } from './infobip.ts';
import { kairosSamples } from './kairos.ts';
import { moolreSamples } from './moolre.ts';
import { mtnMadapiSamples } from './mtn-madapi.ts';
import { naloSamples } from './nalo.ts';
import { olivetreeBongaSamples } from './olivetree-bonga.ts';
import { oltranzSamples } from './oltranz.ts';
import { paytotaSamples } from './paytota.ts';
import type { ProviderSamples } from './provider-samples.ts';
import { sendexaSamples } from './sendexa.ts';
import { southpawslSamples } from './southpawsl.ts';
import { trurouteSamples } from './truroute.ts';
import { ussdkHookSamples } from './ussdk-hook.ts';
import { uzoSamples } from './uzo.ts';
import { wigalSamples } from './wigal.ts';

/** The samples of every provider that comes with the package. */
export const ALL_SAMPLES: readonly ProviderSamples[] = [
  hubtelSamples,
  naloSamples,
  arkeselSamples,
  africastalkingSamples,
  moolreSamples,
  infobipSamples,
  beemSamples,
  mtnMadapiSamples,
  uzoSamples,
  emergentSamples,
  wigalSamples,
  advantaSamples,
  crossgateSamples,
  hollatagsSamples,
  oltranzSamples,
  trurouteSamples,
  airteltigoXmlSamples,
  flaresXmlSamples,
  freeflowHttpSamples,
  kairosSamples,
  sendexaSamples,
  olivetreeBongaSamples,
  paytotaSamples,
  southpawslSamples,
  ideamartSamples,
  ussdkHookSamples,
];
