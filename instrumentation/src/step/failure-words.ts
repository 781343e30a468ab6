import { foldText } from '../privacy/fold-text.ts';

/**
 * How screens say that something did not work, in English, French and Swahili, accents removed.
 * Documented for users, because a failing last screen makes a session `rejected`.
 */
const FAILURE = new RegExp(
  [
    // English
    String.raw`\b(?:invalid|incorrect|wrong|fail(?:ed|ure)?|error|unsuccessful|declined|denied|rejected|blocked|expired)\b`,
    String.raw`\b(?:insufficient|not enough|low balance|not found|not registered|not allowed|not valid|not available|does not exist|do not match)\b`,
    String.raw`\b(?:try again|could ?n[o']t|cannot|can't|unable to|unavailable|sorry|cancelled|canceled)\b`,
    // French
    String.raw`\b(?:invalide|incorrecte?|erreur|erronee?|echec|echouee?|refusee?|insuffisante?|introuvable|impossible|indisponible|expiree?|bloquee?|annulee?|desolee?)\b`,
    String.raw`\b(?:reessayez|essayez (?:encore|a nouveau|de nouveau)|n'existe pas|pas valide|mauvais)\b`,
    // Swahili
    String.raw`\b(?:batili|si sahihi|sio sahihi|siyo sahihi|hitilafu|kosa|makosa|samahani|umekosea)\b`,
    String.raw`\b(?:imeshindikana|imeshindwa|umeshindwa|haikufanikiwa|haijafanikiwa|imekataliwa|imeghairiwa|imefungwa|jaribu tena)\b`,
    String.raw`\b(?:halitoshi|haitoshi|hautoshi|hakitoshi|haipatikani|hayupo|haijasajiliwa|hujasajiliwa)\b`,
  ].join('|'),
);

/** The first sentence of a screen that says failure; `undefined` when none does. */
export function failureSentence(text: string): string | undefined {
  if (!FAILURE.test(foldText(text))) return undefined;
  for (const sentence of text.split(/\n|(?<=[.!?])\s+/)) {
    if (FAILURE.test(foldText(sentence))) return sentence.trim();
  }
  return text.trim();
}

/** "Too many invalid entries", "Trop de tentatives", "Umekosea mara nyingi". */
export function saysTooMany(text: string): boolean {
  return /\btoo many\b|\btrop de (?:tentatives|essais|erreurs)\b|\bmara nyingi\b/.test(
    foldText(text),
  );
}
