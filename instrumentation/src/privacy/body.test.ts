import { describe, expect, test } from 'vitest';
import { readBody, recordBody } from './body.ts';
import { Secrets } from './secrets.ts';
import { isSensitiveKey } from './sensitive-keys.ts';
import { recordUrl } from './url.ts';

function record(
  body: string,
  level: 'minimal' | 'standard' | 'full',
  secret = '4821',
  type?: string,
) {
  const secrets = new Secrets();
  secrets.add(secret);
  return recordBody(readBody(body, type, secrets), level, secrets);
}

describe('a body', () => {
  test.each([
    [
      'JSON',
      '{"a":1,"b":["x"],"c":null,"d":{"e":true}}',
      '{"a":"number","b":["string"],"c":"null","d":{"e":"boolean"}}',
    ],
    ['keyed by people', '{"254711000111":{"name":"Jane"}}', '{"•••":{"name":"string"}}'],
    ['keyed by a secret', '{"x4821":1}', '{"•••":"number"}'],
    ['a form', 'pin=4821&to=Jane', 'pin=string&to=string'],
    ['a list', '[{"a":1},{"b":2}]', '[{"a":"number"}]'],
    ['text', 'Hello Jane', 'text (10 characters)'],
    ['cut-off JSON', '{"a":[1,{"b":"c"}],"d":"e', '{"a":["number"]}'],
    ['broken JSON', "{'a':'b'}", 'text (9 characters)'],
    ['XML', '<a>Jane</a>', 'XML (11 characters)'],
  ])('has its shape at standard: %s', (_name, body, shape) => {
    expect(record(body, 'standard')).toBe(shape);
  });

  test.each([
    ['a value', '{"a":"4821"}', '{"a":"•••"}'],
    ['a number', '{"a":4821}', '{"a":"•••"}'],
    ['part of a number', '{"a":48210}', '{"a":"•••0"}'],
    ['in pieces', '{"a":[4,8,2,1]}', '{"a":[•••]}'],
    ['part of a value', '{"a":"pin 4821"}', '{"a":"pin •••"}'],
    ['a key', '{"x4821":"b"}', '{"x•••":"b"}'],
    ["a form's key", 'x4821=b', 'x•••=b'],
    [
      'too deep to look at',
      `${'['.repeat(40)}"x"${']'.repeat(40)}`,
      `${'['.repeat(32)}"•••"${']'.repeat(32)}`,
    ],
    [
      'a field named so, whatever its value',
      '{"pin":"9999","userPin":1,"shipping":"x"}',
      '{"pin":"•••","userPin":"•••","shipping":"x"}',
    ],
    ['a form', 'a=4821&pin=9999&b=Jane+Doe', 'a=•••&pin=•••&b=Jane Doe'],
    ['a field within a text', '{"raw":"{\\"pin\\":\\"9999\\"}"}', '{"raw":"{\\"pin\\":•••}"}'],
    ['XML', '<a>4821</a><pin kind="x">9999</pin>', '<a>•••</a><pin kind="•••">•••</pin>'],
    ['XML attributes', '<user pin="9999" name=\'Jane\'/>', '<user pin="•••" name="Jane"/>'],
    ['XML within a field', '<pin><old>9999</old></pin><b>x</b>', '<pin>•••</pin><b>x</b>'],
    ['CDATA', '<pin><![CDATA[99]]>99</pin>x<![CDATA[4821]]>', '<pin>•••</pin>x•••'],
    ['XML cut off', '<r><b>x</b><pin>99', '<r><b>x</b><pin>•••'],
    ['XML with entities', '<a>&#52;821</a>', '<a>•••</a>'],
    ['cut-off JSON', '{"b":"x","pin":"99', '{"b":"x"} (cut off)'],
    ['broken JSON', "{'pin':'9999','b':'x'}", "{'pin':•••,'b':'x'}"],
    ['a list in broken JSON', "{'b':'x','pin':[9,9,9,9]}", "{'b':'x','pin':•••"],
    ['text', 'PIN: 4821', 'PIN: •••'],
    ['text cut off within a secret', 'You typed 482', 'You typed '],
    ['a header in text', 'Authorization: Bearer 9999', 'Authorization: •••'],
    [
      'a multipart form',
      '--x\r\nContent-Disposition: form-data; name="pin"\r\n\r\n9999\r\n--x\r\n' +
        'Content-Disposition: form-data; name="b"\r\n\r\nJane\r\n--x--\r\n',
      'pin=•••&b=Jane',
    ],
  ])('has no secrets at full: %s', (_name, body, expected) => {
    expect(record(body, 'full')).toBe(expected);
    expect(record(body, 'full')).not.toMatch(/4821|9999/);
  });

  test('with zeros in front of a secret that became a number', () => {
    expect(record('{"a":42}', 'full', '0042')).toBe('{"a":"•••"}');
  });

  test('is nothing at minimal, but what it calls a PIN is known from then on', () => {
    const secrets = new Secrets();
    expect(
      recordBody(readBody('{"pin":"9999"}', undefined, secrets), 'minimal', secrets),
    ).toBeUndefined();
    expect(secrets.has('9999')).toBe(true);
  });

  test.each([
    ['JSON', '{"otp":"482113"}'],
    ['a form', 'otp=482113'],
    ['XML', '<r><otp>482113</otp></r>'],
    ['an XML attribute', '<r otp="482113"/>'],
    ['text', 'OTP: 482113'],
  ])('tells a secret that is hidden elsewhere from then on: %s', (_name, body) => {
    const secrets = new Secrets();
    readBody(body, undefined, secrets);
    expect(secrets.has('482113')).toBe(true);
  });

  test.each([
    [{ bytes: 2048 }, 'image/png; x=4821', 'binary (image/png, 2048 bytes)'],
    [{ bytes: 9 }, undefined, 'binary (no known type, 9 bytes)'],
    ['a\0b', 'text/plain', 'binary (text/plain, 3 bytes)'],
    ['\uFFFDPNG', 'application/json', 'binary (application/json, 6 bytes)'],
  ] as const)('that is no text leaves its kind and size only', (body, type, expected) => {
    const secrets = new Secrets();
    for (const level of ['standard', 'full'] as const) {
      expect(recordBody(readBody(body, type, secrets), level, secrets)).toBe(expected);
    }
  });

  test('is a shape at full, too, in a session with more secrets than can be remembered', () => {
    const secrets = new Secrets();
    secrets.overflow();
    const body = '{"a":"Jane"}';
    expect(recordBody(readBody(body, undefined, secrets), 'full', secrets)).toBe('{"a":"string"}');
  });

  test('is cut at 4,096 characters', () => {
    expect(record('x'.repeat(10_000), 'full')).toHaveLength(4_096);
  });
});

test.each([
  ['pin', true],
  ['userPin', true],
  ['new_pin', true],
  ['PIN', true],
  ['customerpin', true],
  ['nationalId', true],
  ['id_number', true],
  ['X-Api-Key', true],
  ['Authorization', true],
  ['cardNumber', true],
  ['dateOfBirth', true],
  ['PINCode', true],
  ['otp2', true],
  ['card', true],
  ['accesstoken', true],
  ['ghanaCardNumber', true],
  ['account_secret', true],
  ['card_type', false],
  ['tokenize', false],
  ['spinner', false],
  ['shipping', false],
  ['pincer', false],
  ['passenger', false],
  ['amount', false],
  ['id', false],
])('the field %s holds a secret: %s', (key, expected) => {
  expect(isSensitiveKey(key)).toBe(expected);
});

describe('a URL', () => {
  const url = (text: string, secret = '4821') => {
    const secrets = new Secrets();
    secrets.add(secret);
    return recordUrl(text, secrets);
  };

  test.each([
    ['http://a/accounts/17/balance', '/accounts/{id}/balance'],
    ['http://a/v2/users/3f2a-9b/x', '/v2/users/{id}/x'],
    ['http://a/users/jane%40x.org', '/users/{id}'],
    ['http://a/', '/'],
    ['http://a/pay.php?x=1', '/pay.php'],
    ['http://a/b/c/d/e/f/g/h/i/j/k/l', '/b/c/d/e/f/g/h/i/j/k/{rest}'],
  ])('has a template without ids: %s', (text, template) => {
    expect(url(text)?.template).toBe(template);
  });

  test.each([
    [
      'http://u:4821@bank/a/4821/b?q=4821&pin=77777&x=1#4821',
      'http://bank/a/•••/b?q=•••&pin=•••&x=1',
    ],
    ['http://bank/%34%38%32%31', `http://bank/${encodeURIComponent('•••')}`],
    ['http://bank/%E0%A4/b', 'http://bank/•••/b'],
    ['http://bank/?x4821=y', `http://bank/?${encodeURIComponent('x•••')}=y`],
    ['http://bank/?q=x4821y', `http://bank/?q=${encodeURIComponent('x•••y')}`],
    ['http://h4821.bank:8080/', 'http://h•••.bank:8080/'],
  ])('is whole but for secrets and user info: %s', (text, full) => {
    expect(url(text)?.full()).toBe(full);
  });

  test('has a host without secrets', () => {
    expect(url('http://h4821.bank:8080/')?.host).toBe('h•••.bank');
  });

  test('a port that equals a secret is left out', () => {
    expect(url('http://bank:4821/')?.port).toBeUndefined();
    expect(url('http://bank:4822/')?.port).toBe(4822);
    expect(url('http://bank:4821/')?.full()).not.toContain('4821');
  });

  test('that is none is not recorded', () => {
    expect(url('not a url')).toBeUndefined();
  });
});
