/** Payments, vaults and a transaction’s page, in French. */
export const acts = {
  transaction: {
    title: {
      DEPOSIT: 'Dépôt',
      WITHDRAWAL: 'Retrait',
      TRANSFER: 'Mouvement de coffre',
      ADJUSTMENT: 'Correction',
    },
    whatNow: 'Et maintenant',
    timeline: 'Historique',
    books: 'Livres',
    noBooks: 'Rien n’est encore écrit dans les livres pour cette opération.',
    raw: 'Messages de GetMiPay',
    noRaw: 'GetMiPay n’a encore rien envoyé.',
    moments: {
      requested: 'Demandé',
      awaiting: 'Attend une deuxième personne',
      approved: 'Approuvé',
      rejected: 'Rejeté',
      cancelled: 'Annulé par qui l’a demandé',
      expired: 'Expiré sans décision',
      sent: 'Envoyé à GetMiPay',
      answered: 'Réponse de GetMiPay',
      webhook: 'Message de GetMiPay reçu',
      queried: 'Demandé à GetMiPay',
      settled: 'Terminé',
      resolved: 'Décidé par deux personnes',
      corrected: 'Corrigé',
      stale: 'Signalé en retard',
      aside: 'Mis de côté',
    },
    by: (name: string) => `par ${name}`,
    byTwo: (maker: string, checker: string) => `proposé par ${maker}, approuvé par ${checker}`,
    provesNothing: 'ne décide rien à lui seul',
    timesUntil: (count: number, when: string) => `${count} fois, la dernière le ${when}`,
    now: {
      depositPending:
        'Le membre doit confirmer le paiement sur son téléphone. Le porte-monnaie sera crédité dès que GetMiPay le confirme.',
      depositUnknown:
        'GetMiPay n’a pas répondu. S’il est payé, le porte-monnaie sera crédité. Ne relancez pas ce dépôt avant d’avoir vu le résultat.',
      aside:
        'Aucun paiement n’est arrivé, et ce dépôt n’est plus attendu. S’il est payé après tout, le porte-monnaie sera crédité.',
      contradicted:
        'GetMiPay a envoyé un message qui ne s’accorde pas avec cette opération. Rien n’a bougé ; l’écart attend une décision.',
      payoutPending: 'L’argent a quitté le porte-monnaie et il est en route. Rien à faire.',
      payoutUnknown:
        'GetMiPay n’a pas répondu. L’argent est réservé, rien n’est perdu. Ne relancez pas ce retrait.',
      notSent:
        'La demande part dans un instant. Si elle ne part pas, elle sera annulée d’elle-même.',
      depositDone: 'L’argent est dans le porte-monnaie. Rien à faire.',
      payoutDone: 'L’argent est arrivé chez le membre. Rien à faire.',
      depositFailed:
        'Rien n’a été prélevé ni crédité. Vous pouvez recommencer depuis le porte-monnaie.',
      payoutFailed:
        'L’argent est revenu dans le porte-monnaie. Vous pouvez recommencer depuis le porte-monnaie.',
      transferDone: 'Le mouvement est fait. Rien à faire.',
      awaiting: 'Une deuxième personne doit approuver. L’argent est réservé.',
      awaitingYou: 'Ce retrait attend votre décision. L’argent est réservé.',
      rejected:
        'Une deuxième personne a rejeté ce retrait. L’argent est revenu dans le porte-monnaie.',
      cancelled: 'Ce retrait a été annulé. L’argent est revenu dans le porte-monnaie.',
      expired:
        'Personne n’a décidé à temps. L’argent est revenu dans le porte-monnaie. Vous pouvez recommencer depuis le porte-monnaie.',
      other: 'Rien à faire.',
    },
    corrected: {
      deposit: {
        completed: (amount: string, when: string) =>
          `Corrigé le ${when} : ce dépôt est arrivé après coup, et ${amount} ont été ajoutés au porte-monnaie.`,
        failed: (amount: string, when: string) =>
          `Corrigé le ${when} : ce dépôt n’est pas arrivé après tout, et ${amount} ont été repris du porte-monnaie.`,
        reversal: (amount: string, when: string) =>
          `Corrigé le ${when} : la décision qui avait réglé ce dépôt est annulée, et ${amount} ont été repris du porte-monnaie.`,
      },
      payout: {
        double_funded: (amount: string, when: string) =>
          `Ce retrait est parti alors que son argent était revenu. ${amount} sont retenus depuis le ${when} ; l’écart attend une décision.`,
        completed: (amount: string, when: string) =>
          `Corrigé le ${when} : ce retrait est arrivé après coup, pour ${amount}.`,
        failed: (amount: string, when: string) =>
          `Corrigé le ${when} : ce retrait n’est pas arrivé après tout, et ${amount} sont revenus dans le porte-monnaie.`,
        release: (amount: string, when: string) =>
          `Corrigé le ${when} : ce retrait n’était pas parti, et les ${amount} retenus sont revenus dans le porte-monnaie.`,
        reversal: (amount: string, when: string) =>
          `Corrigé le ${when} : la décision qui avait réglé ce retrait est annulée, pour ${amount}.`,
      },
      correction: {
        reversal: (amount: string, when: string) =>
          `Cette correction est annulée depuis le ${when}, pour ${amount}.`,
      },
    },
    corrections: {
      title: 'Corrections et écarts',
      list: 'Corrections',
      corrects: 'Corrige',
      undone: 'Annulée',
      open: 'Ouvert',
    },
    technical: 'Détail technique',
    gatewayCode: 'Motif',
    gatewayMessage: 'Message',
    paymentLink: 'Page de paiement',
    openWallet: 'Ouvrir le porte-monnaie',
    staleFor: (age: string) => `En retard : envoyé depuis ${age}`,
  },
  pay: {
    deposit: {
      title: 'Dépôt',
      action: 'Déposer',
      verb: (amount: string) => `Demander ${amount}`,
      confirm: (amount: string, name: string, phone: string, method: string) =>
        `Demander ${amount} à ${name}, ${phone}, par ${method}.`,
      after: (balance: string) => `Le porte-monnaie aura ${balance} une fois le paiement confirmé.`,
      phone: 'Téléphone qui paie',
    },
    payout: {
      title: 'Retrait',
      action: 'Payer',
      verb: (amount: string) => `Payer ${amount}`,
      confirm: (amount: string, name: string, phone: string, method: string) =>
        `Payer ${amount} à ${name}, ${phone}, par ${method}.`,
      after: (balance: string) => `Il restera ${balance}.`,
      phone: 'Téléphone qui reçoit',
    },
    balance: 'Solde',
    amount: 'Montant',
    method: 'Moyen de paiement',
    chooseMethod: 'Choisir…',
    note: 'Note (facultative)',
    limits: (min: string, max: string) => `De ${min} à ${max}.`,
    next: 'Continuer',
    edit: 'Modifier',
    sending: 'Envoi en cours…',
    confirmTitle: 'Vérifiez avant d’envoyer',
    notEnough: (balance: string) => `Le solde est de ${balance} : il ne suffit pas.`,
    amountNeeded: 'Écrivez un montant en francs, sans virgule.',
    phoneNeeded: 'Écrivez un numéro de téléphone.',
    methodNeeded: 'Choisissez un moyen de paiement.',
    newBalance: 'Solde maintenant',
    seeTransaction: 'Voir l’opération',
    showMember: 'Faites scanner ce code au membre, ou envoyez-lui le lien.',
    qr: 'Code QR de la page de paiement',
    openLink: 'Ouvrir la page de paiement',
    copyLink: 'Copier le lien',
    again: 'Nouvelle opération',
    backToWallet: 'Revenir au porte-monnaie',
    noMethods: 'Aucun moyen de paiement n’est activé pour cette opération.',
  },
  vault: {
    new: 'Nouveau coffre',
    member: 'Membre',
    memberHint: 'Tapez trois caractères ou plus d’un nom ou d’un téléphone.',
    noMember: 'Aucun membre trouvé.',
    chosen: 'Choisi',
    change: 'Changer',
    name: 'Nom du coffre',
    lockDate: 'Verrouiller jusqu’au (facultatif)',
    lockDateHint: 'Jusqu’à cette date, l’argent peut entrer mais pas sortir.',
    create: 'Ouvrir le coffre',
    moveIn: {
      title: 'Mettre dans le coffre',
      action: 'Mettre',
      verb: (amount: string) => `Mettre ${amount} de côté`,
      sentence: (amount: string, vault: string, name: string) =>
        `Mettre ${amount} du porte-monnaie de ${name} dans « ${vault} ».`,
    },
    moveOut: {
      title: 'Sortir du coffre',
      action: 'Sortir',
      verb: (amount: string) => `Sortir ${amount}`,
      sentence: (amount: string, vault: string, name: string) =>
        `Sortir ${amount} de « ${vault} » vers le porte-monnaie de ${name}.`,
    },
    lock: {
      title: 'Verrouiller le coffre',
      action: 'Verrouiller',
      until: 'Verrouiller jusqu’au',
      verb: (date: string) => `Verrouiller jusqu’au ${date}`,
      hint: 'Un verrou peut être prolongé, jamais raccourci.',
      dateNeeded: 'Choisissez une date.',
    },
    inVault: 'Dans le coffre',
    inWallet: 'Dans le porte-monnaie',
    lockedHint: (date: string) =>
      `Ce coffre est verrouillé jusqu’au ${date} : l’argent ne peut pas en sortir avant.`,
    memberNeeded: 'Choisissez un membre.',
    nameNeeded: 'Donnez un nom au coffre.',
    done: {
      created: 'Le coffre est ouvert.',
      movedIn: 'L’argent est dans le coffre.',
      movedOut: 'L’argent est revenu dans le porte-monnaie.',
      locked: 'Le coffre est verrouillé.',
    },
  },
};
