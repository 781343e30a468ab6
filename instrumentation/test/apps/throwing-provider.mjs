// Imported before an app: a provider whose every part throws.
import { NodeSDK } from '@opentelemetry/sdk-node';
import { UssdInstrumentation } from '../../src/index.ts';

const fail = () => {
  throw new Error('a parser of ours');
};

new NodeSDK({
  instrumentations: [
    new UssdInstrumentation({
      providers: [
        {
          name: 'throwing',
          inputMode: 'latest',
          idleLimitSeconds: 180,
          detect: { allOf: ['sessionId'] },
          parseRequest: process.env.THROW_IN === 'answer' ? parse : fail,
          readAnswer: fail,
        },
      ],
    }),
  ],
}).start();

function parse({ fields }) {
  return { sessionId: String(fields.sessionId), serviceCode: '*384#', text: '' };
}
