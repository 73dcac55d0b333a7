/** Looking back, in French: the filter of the history, an operation's receipt, and questions about it. */
export const historyFr = {
  filter: {
    title: 'Filtrer',
    kind: 'Type',
    kinds: {
      '': 'Tous les types',
      depot: 'Dépôts',
      retrait: 'Retraits',
      coffre: 'Coffres',
      correction: 'Corrections',
    },
    standing: 'Statut',
    standings: {
      '': 'Tous les statuts',
      'en-cours': 'En cours',
      effectue: 'Effectué',
      echoue: 'Échoué, rejeté ou annulé',
    },
    from: 'Du',
    to: 'Au',
    since: (day: string) => `depuis le ${day}`,
    until: (day: string) => `jusqu’au ${day}`,
    submit: 'Afficher',
    clear: 'Effacer les filtres',
    found: (count: number) => (count === 1 ? '1 opération' : `${count} opérations`),
    foundLeast: (count: number) => `${count} opérations au moins`,
    noneTitle: 'Aucune opération ne correspond',
    noneText: 'Élargissez la période ou effacez les filtres.',
    backwards: 'La fin de la période est avant son début.',
  },
  receipt: {
    proof: 'Reçu',
    progress: 'Suivi de l’opération',
    holder: 'Titulaire',
    amount: 'Montant',
    kind: 'Opération',
    from: 'Depuis le numéro',
    to: 'Vers le numéro',
    vault: 'Coffre',
    method: 'Moyen de paiement',
    status: 'Statut',
    startedBy: 'Demandé par',
    tontine: 'Tontine',
    approvedBy: 'Approuvé par',
    rejectedBy: 'Rejeté par',
    decisionReason: 'Motif',
    requestedAt: 'Demandé le',
    decidedAt: 'Décidé le',
    expiresAt: 'À approuver avant le',
    doneAt: 'Effectué le',
    endedAt: 'Terminé le',
    reference: 'Référence Tontine Pro',
    gatewayReference: 'Référence GetMiPay',
    moved: {
      VAULT_IN: 'La somme est passée de votre porte-monnaie au coffre.',
      VAULT_OUT: 'La somme est revenue du coffre dans votre porte-monnaie.',
      ADJUSTMENT: 'La finance a corrigé le solde de votre porte-monnaie.',
    },
    adjusted: {
      double_funded:
        'Un retrait qui vous avait été rendu est quand même parti. Cette somme est mise de côté pendant que la finance vérifie ; rien n’est perdu.',
      completed:
        'GetMiPay a confirmé plus tard une opération que nous avions crue échouée : votre porte-monnaie en tient compte.',
      failed:
        'GetMiPay a annoncé plus tard l’échec d’une opération que nous avions crue effectuée : votre porte-monnaie en tient compte.',
      release: 'La somme mise de côté vous est rendue : le retrait n’était pas parti.',
      collect: 'Cette somme règle ce que votre porte-monnaie devait encore pour un retrait.',
      reversal: 'La finance a annulé une correction faite par erreur.',
    },
    corrected: {
      double_funded: (amount: string, at: string) =>
        `Ce retrait est parti alors que sa somme vous avait été rendue. ${amount} sont mis de côté depuis le ${at} pendant que la finance vérifie ; rien n’est perdu.`,
      completed: (amount: string, at: string) =>
        `GetMiPay a confirmé cette opération plus tard : elle a bien eu lieu. Corrigé le ${at}, pour ${amount}.`,
      failed: (amount: string, at: string) =>
        `GetMiPay a annoncé plus tard que cette opération n’a pas eu lieu. Corrigé le ${at}, pour ${amount}.`,
      release: (amount: string, at: string) =>
        `Ce retrait n’était pas parti. Les ${amount} mis de côté vous ont été rendus le ${at}.`,
      reversal: (amount: string, at: string) =>
        `La finance est revenue sur cette opération le ${at}, pour ${amount}.`,
    },
    seeCorrection: 'Voir la correction',
    seeCorrectionOf: (amount: string) => `Voir la correction de ${amount}`,
    seeCorrected: 'Voir l’opération corrigée',
    seal: 'Empreinte du jour',
    sealOf: (day: string, block: number) => `bloc ${block}, ${day}`,
    sealHow: (block: number) =>
      `Si quelqu’un réécrivait les comptes jusqu’à ce jour, cette empreinte ne serait plus la même : demandez à la finance celle du bloc ${block} et comparez.`,
    shownAt: (at: string) => `État au ${at}.`,
    print: 'Imprimer',
    back: 'Retour à l’historique',
  },
  dispute: {
    title: 'Je ne reconnais pas cette opération',
    lead: 'La finance vérifiera et vous répondra ici. L’opération n’est pas annulée pour autant.',
    message: 'Ce qui vous surprend (facultatif)',
    submit: 'Prévenir la finance',
    open: 'La finance est prévenue',
    openText: (at: string) =>
      `Vous avez signalé cette opération le ${at}. La réponse s’affichera ici.`,
    answered: 'La finance a répondu',
    answeredAt: (at: string) => `Réponse du ${at}`,
    yourMessage: 'Votre message',
    again: 'Signaler de nouveau',
  },
};
