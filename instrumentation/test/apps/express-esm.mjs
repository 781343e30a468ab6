// An ordinary USSD app on Express, ESM: it asks a bank by fetch.
import express from 'express';

const app = express();
app.use(express.urlencoded({ extended: false }));
app.use(express.json());

app.post('/ussd', async (request, response) => {
  const { text = '' } = request.body;
  if (text === '') return response.send('CON Welcome\n1. Balance\n2. Leave');
  if (text === '1') {
    const bank = await fetch(`${process.env.BANK_URL}/balance/254711000111?pin=4821`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ account: 'A1' }),
    });
    const { balance } = await bank.json();
    return response.send(`END Your balance is ${balance}`);
  }
  response.send('END Goodbye');
});

app.post('/arkesel', (request, response) => {
  const { sessionID, userID, msisdn, newSession } = request.body;
  response.json({
    sessionID,
    userID,
    msisdn,
    message: newSession ? 'Welcome\n1. Balance' : 'Goodbye',
    continueSession: newSession,
  });
});

app.post('/other', (request, response) => response.json({ got: request.body }));

const server = app.listen(0, '127.0.0.1', () => console.log(`port ${server.address().port}`));
