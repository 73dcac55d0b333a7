/** What an account looked like at an instant of the past, in French. */
export const asOf = {
  asOf: {
    title: 'Les livres à un instant',
    ask: 'À quoi ressemblait ce compte le…',
    account: 'Compte',
    day: 'Jour',
    time: 'Heure',
    show: 'Voir cet instant',
    at: (when: string) => `Le ${when}`,
    balance: 'Solde à cet instant',
    last: (what: string, when: string) => `Dernier mouvement : ${what}, ${when}.`,
    postings: (count: string) =>
      ['0', '1'].includes(count) ? `${count} écriture jusque-là.` : `${count} écritures jusque-là.`,
    onItsWay: 'Ce qui était en route',
    nothing: 'Rien n’était en route.',
    requested: 'Demandé',
    settled: 'Réglé depuis',
    notSettled: 'Pas encore réglé',
    provisional:
      'Une opération commencée avant cet instant s’écrit encore : ce solde peut encore changer.',
    state: {
      AWAITING_APPROVAL: 'à approuver',
      NOT_SENT: 'à envoyer',
      SENT: 'chez GetMiPay',
    },
    hint: 'Les comptes de la maison. Un porte-monnaie ou un coffre se regarde depuis sa propre page.',
  },
};
