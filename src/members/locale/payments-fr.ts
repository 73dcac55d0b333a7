/** Paying in and out, in French: the forms, what became of a payment, and the page of a payer. */
export const paymentsFr = {
  topup: {
    title: 'Recharger',
    lead: 'Vous confirmez ensuite sur la page de paiement de GetMiPay.',
    submit: 'Recharger',
    submitAmount: 'Recharger {amount}',
    phoneHint: 'Le compte qui paie',
    open: (count: number) =>
      count === 1
        ? 'Un dépôt attend encore votre confirmation.'
        : `${count} dépôts attendent encore votre confirmation.`,
    seeOpen: 'Voir le porte-monnaie',
  },
  deposit: {
    preparing: 'Préparation du paiement',
    waiting: 'En attente de confirmation',
    unknown: 'GetMiPay n’a pas répondu',
    aside: (amount: string) =>
      `Ce dépôt de ${amount} n’a jamais été confirmé, et nous ne l’attendons plus. Rien n’a été crédité. S’il est payé après tout, votre porte-monnaie sera crédité.`,
    done: 'Porte-monnaie rechargé',
    failed: 'Le dépôt n’a pas abouti',
    payNow: 'Aller à la page de paiement',
    again: 'Recommencer',
    back: 'Retour au porte-monnaie',
    receipt: 'Voir le détail',
    reference: 'Référence',
  },
  withdraw: {
    title: 'Retirer',
    lead: 'La somme quitte votre porte-monnaie tout de suite ; elle y revient si le retrait échoue.',
    available: 'Disponible',
    submit: 'Continuer',
    left: 'Il restera {amount}.',
    phoneHint: 'Le compte qui reçoit',
    review: 'Vérifiez avant l’envoi',
    sentence: (amount: string, phone: string, method: string) =>
      `Retirer ${amount} vers ${phone}, par ${method}.`,
    leaves: (amount: string) => `Il restera ${amount}.`,
    foreign: 'Ce numéro n’est pas celui de votre compte. Une somme envoyée ne se reprend pas.',
    confirm: (amount: string) => `Retirer ${amount}`,
    edit: 'Modifier',
  },
  payout: {
    pending: 'Retrait en cours',
    unknown: 'GetMiPay n’a pas répondu',
    approval: 'En attente d’approbation',
    done: 'Retrait effectué',
    failed: 'Le retrait n’a pas abouti',
    rejected: 'Retrait rejeté',
    expired: 'Retrait expiré',
    cancelled: 'Retrait annulé',
    receipt: 'Voir le détail',
    decided: {
      rejected: (amount: string) =>
        `Une deuxième personne a rejeté ce retrait. Les ${amount} sont revenus dans votre porte-monnaie.`,
      expired: (amount: string) =>
        `Personne n’a approuvé ce retrait à temps. Rien n’est parti : les ${amount} sont revenus dans votre porte-monnaie.`,
      cancelled: (amount: string) =>
        `La personne qui l’avait demandé a annulé ce retrait. Les ${amount} sont revenus dans votre porte-monnaie.`,
    },
  },
  payer: {
    received: 'Paiement reçu',
    receivedText: 'Le paiement est confirmé. Vous pouvez fermer cette page.',
    waiting: 'Paiement en attente de confirmation',
    waitingText:
      'Confirmez-le sur votre téléphone si ce n’est pas fait. Vous pouvez fermer cette page : le résultat arrive aussi sans elle.',
    failed: 'Le paiement n’a pas abouti',
    failedText: 'Rien n’a été crédité. Demandez un nouveau lien à la personne qui vous l’a envoyé.',
    owner: 'C’est votre porte-monnaie ?',
  },
};
