import { callerOf, type Dialect, GHANAIAN } from './dialect.ts';
import { bareCode, elements, latestInput, xmlAnswer, xmlRequest } from './messages.ts';

export const airteltigoXml: Dialect = {
  provider: 'airteltigo_xml',
  caller: callerOf(GHANAIAN, '*928#'),
  request(turn) {
    const { sessionId, msisdn, code } = turn.caller ?? airteltigoXml.caller;
    return xmlRequest(
      'USSDDynMenuRequest',
      elements({ msisdn, starCode: bareCode(code), sessionId }) +
        `<dataSet><param><id>IS_NEW_REQ</id><value>${turn.first ? 1 : 0}</value></param></dataSet>` +
        elements({ userData: `${latestInput(code, turn)}#` }),
    );
  },
  answer: (value, more) =>
    xmlAnswer(
      'USSDDynMenuResponse',
      `<dataSet><param>${elements({ value, rspFlag: more ? '1' : '2' })}</param></dataSet>`,
    ),
};
