/** What waits for a second person, and what is decided about it, in French. */
export const approvals = {
  approvals: {
    title: 'Approbations',
    waiting: (count: number) =>
      count < 2 ? `${count} retrait attend` : `${count} retraits attendent`,
    badge: (count: number) =>
      count < 2 ? `${count} retrait à décider` : `${count} retraits à décider`,
    toDecide: 'À décider',
    others: 'En attente d’une autre personne',
    othersHint:
      'Vous avez demandé ces retraits, ou ils sont pour vous : une autre personne doit décider.',
    empty: 'Rien n’attend d’approbation.',
    emptyHint: (above: string) =>
      `Un retrait attend ici quand il dépasse ${above} avec ceux des dernières 24 heures, ou quand il part vers un autre téléphone que celui du membre.`,
    firstOnly: (count: number) => `Les ${count} premiers sont affichés.`,
    whyItWaited: 'Pourquoi il a attendu',
    reasons: {
      above_limit: 'Montant au-dessus de la limite, avec les retraits des dernières 24 heures',
      foreign_phone: 'Téléphone qui n’est pas celui du membre',
      phone_changed: 'Téléphone du membre changé il y a moins de 7 jours',
    },
    to: 'Vers',
    maker: 'Demandé par',
    checker: 'Décidé par',
    decidedAt: 'Décision',
    decisionReason: 'Motif de la décision',
    expires: 'Expire',
    expired: 'Expiré',
    member: 'Membre',
    by: (name: string, when: string) => `${name}, ${when}`,
    all: 'Tout choisir',
    choose: (name: string, amount: string) => `Choisir ${amount} à ${name}`,
    chosen: (count: number, amount: string) =>
      `${count} ${count < 2 ? 'choisi' : 'choisis'} · ${amount}`,
    many: {
      approve: (count: number) => `Approuver ${count} ${count < 2 ? 'retrait' : 'retraits'}`,
      reject: (count: number) => `Rejeter ${count} ${count < 2 ? 'retrait' : 'retraits'}`,
      approveSentence: (count: number, amount: string) =>
        `Approuver ${count} ${count < 2 ? 'retrait' : 'retraits'}, ${amount} en tout. L’argent part tout de suite.`,
      rejectSentence: (count: number, amount: string) =>
        `Rejeter ${count} ${count < 2 ? 'retrait' : 'retraits'}, ${amount} en tout. L’argent revient dans les porte-monnaie.`,
      working: (done: number, count: number) => `${done} sur ${count}`,
      stopped:
        'La connexion a été coupée. Regardez le résultat de chaque ligne avant de continuer.',
    },
    result: {
      title: 'Résultat, ligne par ligne',
      said: (done: number, count: number) =>
        done === count
          ? `${done} ${done < 2 ? 'retrait décidé' : 'retraits décidés'}`
          : `${done} sur ${count} ${count < 2 ? 'décidé' : 'décidés'} : voyez les autres ci-dessous`,
      outcome: 'Résultat',
      approved: 'Approuvé',
      rejected: 'Rejeté',
      failed: 'Échoué',
      not_found: 'Introuvable',
      code_needed: 'Code demandé',
      refused: 'Non décidé',
      unknown: 'Sans réponse',
      not_sent: 'Pas envoyé',
      codeHint: 'Ouvrez ce retrait et approuvez-le seul, avec un code.',
      unknownHint: 'Ouvrez l’opération pour voir ce qu’il en est.',
      csv: 'Télécharger (CSV)',
      file: 'approbations',
      back: 'Revenir aux approbations',
      idColumn: 'Identifiant',
      detail: 'Détail',
    },
    approve: {
      action: 'Approuver',
      title: 'Approuver le retrait',
      verb: (amount: string) => `Approuver ${amount}`,
      sentence: (amount: string, name: string, phone: string, method: string) =>
        `Approuver le retrait de ${amount} à ${name}, ${phone}, par ${method}. L’argent part tout de suite.`,
      done: (amount: string, name: string) => `${amount} à ${name} : approuvé.`,
    },
    reject: {
      action: 'Rejeter',
      title: 'Rejeter le retrait',
      verb: (amount: string) => `Rejeter ${amount}`,
      sentence: (amount: string, name: string, phone: string, method: string) =>
        `Rejeter le retrait de ${amount} à ${name}, ${phone}, par ${method}. L’argent revient dans le porte-monnaie.`,
      done: (amount: string, name: string) =>
        `${amount} à ${name} : rejeté. L’argent est revenu dans le porte-monnaie.`,
    },
    cancel: {
      action: 'Annuler le retrait',
      title: 'Annuler le retrait',
      verb: (amount: string) => `Annuler le retrait de ${amount}`,
      sentence: (amount: string, name: string, phone: string, method: string) =>
        `Annuler le retrait de ${amount} à ${name}, ${phone}, par ${method}. L’argent revient dans le porte-monnaie.`,
      done: (amount: string, name: string) =>
        `${amount} à ${name} : annulé. L’argent est revenu dans le porte-monnaie.`,
    },
    reason: 'Motif',
    reasonHint: 'La personne qui a demandé ce retrait le lira.',
    reasonNeeded: 'Écrivez pourquoi vous rejetez.',
    code: 'Code à six chiffres',
    codeHint: 'Dans votre application d’authentification.',
    codeNeeded: 'Écrivez le code de votre application d’authentification.',
    gone: 'Ce retrait n’attend pas votre décision.',
    goneHint: 'Une autre personne a peut-être déjà décidé, ou c’est à une autre de le faire.',
    seeTransaction: 'Voir l’opération',
    tooMany: (most: number) => `Choisissez ${most} retraits au plus à la fois.`,
    noneChosen: 'Choisissez au moins un retrait.',
    decisionUnknown: 'Choisissez d’approuver ou de rejeter.',
    forecast: {
      title: 'Ce retrait attendra une deuxième personne.',
      above_limit: (above: string) =>
        `Il dépasse ${above} avec les retraits des dernières 24 heures.`,
      foreign_phone: 'Il part vers un autre téléphone que celui du membre.',
      phone_changed: 'Le téléphone du membre a changé il y a moins de 7 jours.',
      held: 'L’argent sera réservé jusqu’à la décision.',
    },
    awaiting: {
      held: (amount: string) =>
        `Les ${amount} sont réservés : ils ont quitté le solde, rien n’est envoyé.`,
      next: (tontine: string | null) =>
        tontine
          ? `La finance, ou un autre trésorier de ${tontine}, peut approuver ou rejeter. Vous pouvez annuler d’ici là.`
          : 'La finance, ou un autre trésorier de la tontine, peut approuver ou rejeter. Vous pouvez annuler d’ici là.',
      expires: (when: string) => `Sans décision, l’argent revient au porte-monnaie le ${when}.`,
    },
  },
};
