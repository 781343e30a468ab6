import { FixedTexts } from '../fixed-texts.ts';
import { foldText } from '../privacy/fold-text.ts';

/**
 * How screens say that something did not work, in English, French and Swahili, accents removed.
 * Documented for users, because a failing last screen makes a session `rejected`.
 */
const FAILURE = new RegExp(
  [
    // English
    String.raw`\b(?:invalid|incorrect|wrong|fail(?:ed|ure)?|error|unsuccessful|declined|denied|rejected|blocked|locked|suspended|expired|timed out)\b`,
    String.raw`\b(?:insufficient|not enough|low balance|do(?:es)? not have enough|don't have enough|exceed(?:ed|s)|too many|out of service|system (?:is )?busy|service (?:is )?(?:busy|down))\b`,
    String.raw`\bnot (?:found|registered|allowed|permitted|valid|available|approved|eligible|qualified|recogni[sz]ed|supported)\b|\b(?:do(?:es)? not|don't|doesn't) (?:exist|match|qualify)\b`,
    String.raw`\b(?:try again|could ?n[o']t|cannot|can't|unable to|unavailable|sorry|cancelled|canceled)\b`,
    // French
    String.raw`\b(?:invalide|incorrecte?|erreur|erronee?|echec|echouee?|refusee?|insuffisante?|introuvable|impossible|indisponible|expiree?|bloquee?|suspendue?|depassee?|annulee?|desolee?)\b`,
    String.raw`\b(?:reessaye[rz]|essayez (?:encore|a nouveau|de nouveau)|n'existe pas|n'a pas (?:pu|abouti)|mauvais|trop de (?:tentatives|essais|erreurs))\b`,
    String.raw`\b(?:pas|non) (?:valide|valable|disponible|autorisee?|inscrite?|eligible|reconnue?|trouvee?)\b`,
    // Swahili
    String.raw`\b(?:batili|si sahihi|sio sahihi|siyo sahihi|hitilafu|kosa|makosa|samahani|umekosea|mara nyingi mno)\b`,
    // Verbs by their stem, because their beginning follows the noun: "imeshindwa", "limeshindwa".
    String.raw`\b\w{1,2}me(?:shindikana|shindwa|kataliwa|ghairiwa|fungwa|zuiwa)\b|\bha\w{1,2}(?:ja|ku)(?:fanikiwa|kamilika)\b|\bha\w{1,2}toshi\b`,
    String.raw`\b(?:haiwezekani|huwezi|hairuhusiwi|jaribu tena|haipatikani|hayupo|haijasajiliwa|hujasajiliwa|haitambuliki|muda umekwisha)\b`,
  ].join('|'),
);

const failures = new FixedTexts<string | undefined>();
const excesses = new FixedTexts<boolean>();

/** The first sentence of a screen that says failure; `undefined` when none does. */
export function failureSentence(text: string): string | undefined {
  return failures.reading(text, findFailure);
}

function findFailure(text: string): string | undefined {
  if (!FAILURE.test(foldText(text))) return undefined;
  for (const sentence of text.split(/\n|(?<=[.!?])\s+/)) {
    if (FAILURE.test(foldText(sentence))) return sentence.trim();
  }
  return text.trim();
}

/** "Too many invalid entries", "Trop de tentatives", "Umekosea mara nyingi". */
export function saysTooMany(text: string): boolean {
  return excesses.reading(text, findExcess);
}

function findExcess(text: string): boolean {
  return /\btoo many\b|\btrop de (?:tentatives|essais|erreurs)\b|\bmara nyingi\b/.test(
    foldText(text),
  );
}
