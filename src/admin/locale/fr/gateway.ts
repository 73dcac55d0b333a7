/** GetMiPay itself, in French: whether it answers, what it is asked, and what it says that we have. */
export const gateway = {
  gateway: {
    down: {
      title: (since: string) => `GetMiPay ne répond pas depuis ${since}.`,
      until: (until: string) =>
        `Les dépôts et les retraits sont refusés jusqu’à ${until} ; le suivant servira d’essai.`,
      trial: 'Le prochain dépôt ou retrait servira d’essai : il peut être refusé.',
      safe: 'Rien n’est perdu : l’argent en route reste réservé, et les résultats arriveront.',
      back: 'GetMiPay répond de nouveau.',
    },
    ask: {
      action: 'Demander à GetMiPay maintenant',
      asking: 'Question en cours…',
      never: 'GetMiPay n’a pas encore été interrogé sur cette opération.',
      asked: (count: number, when: string) =>
        count === 1
          ? `GetMiPay a été interrogé une fois, ${when}.`
          : `GetMiPay a été interrogé ${count} fois, la dernière ${when}.`,
      lastAnswer: (answer: string) => `Réponse : ${answer}.`,
      next: (when: string) => `Prochaine question automatique ${when}.`,
      soon: 'Prochaine question automatique dans un instant.',
      answer: {
        completed: 'GetMiPay répond : effectué. Les livres sont à jour.',
        failed: 'GetMiPay répond : échoué. Les livres sont à jour.',
        pending: 'GetMiPay répond : toujours en cours. Rien n’a bougé ; nous redemanderons.',
        duplicate: 'GetMiPay répond comme nos livres. Rien n’a bougé.',
        suspended:
          'GetMiPay répond autre chose que nos livres. Rien n’a bougé ; sa réponse est suspendue, et une personne doit la vérifier.',
        not_known:
          'GetMiPay ne connaît pas cette référence. Cela ne prouve rien : ne relancez pas, son message ou son relevé décidera.',
        no_answer: 'GetMiPay n’a pas répondu. Rien n’a bougé ; nous redemanderons.',
        no_reference:
          'GetMiPay ne nous a pas encore donné de référence pour cette opération : il n’y a pas de numéro avec lequel demander. Son message, ou son relevé, décidera.',
        unsupported:
          'Cette opération passe par une connexion à GetMiPay qui ne répond pas aux questions. C’est son message, ou son relevé, qui décidera.',
      },
    },
    balance: {
      title: 'Compte chez GetMiPay',
      theirs: 'Selon GetMiPay',
      ours: 'Selon nos livres',
      difference: 'Écart',
      none: 'Aucun écart',
      asked: (when: string) => `Demandé ${when}.`,
      hint: 'Une opération en cours peut expliquer un écart : GetMiPay et nos livres ne la comptent pas au même moment.',
      noAnswer: 'GetMiPay n’a pas dit combien nous avons chez lui.',
      noAnswerHint: 'Nos livres ne changent pas. Demandez de nouveau dans un moment.',
      unsupported:
        'Par la connexion actuelle, GetMiPay ne dit pas combien nous avons chez lui. Son relevé le dit : tapez ce solde sous « Preuve du jour ».',
      again: 'Redemander',
    },
    otp: {
      label: 'Code de paiement',
      hint: 'De 1 à 8 chiffres ou lettres. Le membre le demande à son opérateur, avec le téléphone qui paie ; il sert pour un seul paiement.',
      another: 'Écrire un autre code',
      needed: 'Écrivez le code de paiement que le membre a reçu.',
    },
  },
};
