import { parseScenario, type Scenario } from './scenario.ts';

const MINUTE_MS = 60_000;

/** What the sandbox does at present, one French sentence for each thing; what is 0 is not said. */
export function scenarioInWords(scenario: Scenario): string[] {
  const { serverError, webhooks, fees, payers } = scenario;
  const said = [
    ...shares([
      ["des demandes se perdent avant d'être lues", scenario.requestLost],
      ['des réponses se perdent, alors que la demande est faite', scenario.answerLost],
      ['des questions restent sans réponse', scenario.questionLost],
      ['des demandes faites reçoivent une erreur 500', serverError.done],
      ['des demandes reçoivent une erreur 500 et ne sont pas faites', serverError.undone],
      ['des demandes sont refusées', scenario.clientError],
      ["des demandes reçoivent la page d'un proxy", scenario.htmlError],
      ['des réponses sont illisibles', scenario.garbage],
      ['des réponses arrivent octet par octet', scenario.slowLoris],
      ['des webhooks arrivent plusieurs fois', webhooks.duplicate],
      ['des webhooks arrivent en retard', webhooks.late],
      ['des webhooks arrivent avant la réponse', webhooks.outOfOrder],
      ['des opérations effectuées sont ensuite annoncées échouées', webhooks.contradictory],
      ["des opérations n'ont jamais de webhook", webhooks.neverSent],
      ['des webhooks portent un mauvais montant', webhooks.wrongAmount],
      ['des dépôts sont payés sans passer par la page', payers.pay],
      ['des dépôts sont refusés sans passer par la page', payers.refuse],
      ['des paiements échouent', scenario.payoutFailures],
    ]),
    ...latencyInWords(scenario.latency),
    ...rates([
      ['des dépôts', fees.paymentsPerMille],
      ['des paiements', fees.payoutsPerMille],
    ]),
    ...timesInWords(scenario),
    ...downtimeInWords(scenario),
  ];
  const behaves =
    said.length === 0 ? ['Tout se passe bien, sauf pour les numéros spéciaux.'] : said;
  return scenario.seed === null ? behaves : [...behaves, `Graine du tirage : ${scenario.seed}.`];
}

const number = (value: number): string => value.toLocaleString('fr-FR');

const shares = (all: readonly (readonly [string, number])[]): string[] =>
  all.filter(([, share]) => share > 0).map(([what, share]) => `${number(share * 100)} % ${what}.`);

const rates = (all: readonly (readonly [string, number])[]): string[] =>
  all
    .filter(([, perMille]) => perMille > 0)
    .map(([what, perMille]) => `GetMiPay garde ${number(perMille / 10)} % ${what}.`);

function latencyInWords(latency: Scenario['latency']): string[] {
  switch (latency.kind) {
    case 'none':
      return [];
    case 'fixed':
      return [`Chaque réponse prend ${number(latency.ms)} ms.`];
    case 'uniform':
      return [`Une réponse prend de ${number(latency.fromMs)} à ${number(latency.toMs)} ms.`];
    case 'lognormal':
      return [
        `Une réponse prend ${number(latency.medianMs)} ms dans la moitié des cas, ${number(latency.maxMs)} ms au plus.`,
      ];
  }
}

function timesInWords({ clockSkewMs, tokenLifeMs, checkTellsFee }: Scenario): string[] {
  const usual = parseScenario();
  const seconds = number(Math.abs(clockSkewMs) / 1_000);
  return [
    ...(clockSkewMs === 0
      ? []
      : [`L'horloge de GetMiPay ${clockSkewMs > 0 ? 'avance' : 'retarde'} de ${seconds} s.`]),
    ...(tokenLifeMs === usual.tokenLifeMs
      ? []
      : [`Un jeton vaut ${number(tokenLifeMs / 1_000)} s.`]),
    ...(checkTellsFee ? [] : ['Les frais ne sont pas dits quand on interroge une opération.']),
  ];
}

const DOWN: Readonly<Record<string, string>> = {
  refused: 'personne ne répond',
  reset: 'les connexions sont coupées',
  '503': "l'API répond 503",
};

const downtimeInWords = ({ downtime }: Scenario): string[] =>
  downtime.map(
    ({ afterMs, forMs, how }) =>
      `Après ${number(afterMs / MINUTE_MS)} min, pendant ${number(forMs / MINUTE_MS)} min : ${DOWN[how]}.`,
  );
