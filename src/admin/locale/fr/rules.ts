const many = (count: number, one: string, several: string) =>
  `${count} ${count < 2 ? one : several}`;

const PRIORITY_OF_REFERENCE =
  'Compte seulement parmi les règles par cette référence ; 1 passe en premier. La règle d’un moyen passe avant celle de tous les moyens.';

/** How statement lines find their transactions, in French. */
export const rules = {
  rules: {
    title: 'Règles',
    note: 'Chaque ligne est cherchée par notre référence, puis par celle de GetMiPay, puis par téléphone, montant et heure : cet ordre ne change pas.',
    add: 'Nouvelle règle',
    empty: 'Aucune règle.',
    emptyHint: 'Sans règle, chaque ligne d’un relevé se rapproche à la main.',
    priority: 'Ordre',
    name: 'Nom',
    nameHint: 'De 1 à 80 caractères.',
    basis: 'Rapproche par',
    bases: {
      own_reference: 'Notre référence',
      gateway_reference: 'Référence de GetMiPay',
      phone_amount: 'Téléphone, montant et heure',
    },
    basisHints: {
      own_reference: 'Le relevé porte l’identifiant de notre opération.',
      gateway_reference: 'Le relevé porte le numéro que GetMiPay a donné.',
      phone_amount: 'Seulement quand il n’y a qu’une opération et qu’une ligne possibles.',
    },
    priorityHints: {
      own_reference: PRIORITY_OF_REFERENCE,
      gateway_reference: PRIORITY_OF_REFERENCE,
      phone_amount:
        'Compte seulement parmi les règles par téléphone, montant et heure ; 1 passe en premier.',
    },
    tolerance: 'Tolérance',
    toleranceHint:
      'Francs de différence encore acceptés, 10 000 au plus ; 0 : aucun. Au-dessus de 0, une autre personne active la règle.',
    noTolerance: 'Au franc près',
    upTo: (amount: string) => `À ${amount} près`,
    window: 'Fenêtre (minutes)',
    windowHint: 'De part et d’autre de l’heure de notre opération.',
    within: (text: string) => `À ${text} près`,
    method: 'Moyen',
    anyMethod: 'Tous les moyens',
    changedBy: (name: string, when: string) => `Modifiée par ${name}, ${when}`,
    original: 'D’origine',
    on: 'Active',
    off: 'Inactive',
    edit: 'Modifier',
    editOf: (name: string) => `Modifier la règle « ${name} »`,
    tryOf: (name: string) => `Essayer la règle « ${name} »`,
    tryIt: 'Essayer',
    trial: (name: string) => `Essai de « ${name} »`,
    trialHint: 'Un essai n’écrit rien.',
    dry: {
      title: 'Sur ce qui attend aujourd’hui',
      would: (count: number, value: string) =>
        `Rapprocherait ${many(count, 'ligne', 'lignes')}, ${value}.`,
      none: 'Ne rapprocherait aucune ligne en attente.',
    },
    back: {
      title: 'Sur ce que des personnes ont décidé',
      none: 'Personne n’a encore rapproché à la main : il n’y a rien à comparer.',
      would: (count: number, wrong: number, value: string) =>
        wrong === 0
          ? `Aurait rapproché ${many(count, 'ligne', 'lignes')} ; aucune à tort.`
          : `Aurait rapproché ${many(count, 'ligne', 'lignes')} ; ${wrong} à tort, ${value}.`,
      decisions: (count: number) => many(count, 'décision comparée', 'décisions comparées'),
      right: (count: number) => `${count} comme la personne`,
      chosen: 'La personne a choisi',
      see: 'Voir son choix',
    },
    samplesOf: (where: string) => `Exemples : ${where}`,
    line: 'Ligne du relevé',
    transaction: 'Opération',
    difference: 'Différence',
    turnOn: (name: string) => `Activer « ${name} »`,
    turnOff: (name: string) => `Désactiver « ${name} »`,
    onSentence: (name: string) =>
      `Activer « ${name} » : les lignes qu’elle trouve se rapprochent d’elles-mêmes, dès le prochain relevé.`,
    offSentence: (name: string) =>
      `Désactiver « ${name} » : ses lignes deviendront des écarts à traiter à la main. Ce qui est rapproché le reste.`,
    turnedOn: (name: string) => `« ${name} » est active.`,
    turnedOff: (name: string) => `« ${name} » est inactive.`,
    save: 'Enregistrer la règle',
    saved: (name: string) => `« ${name} » est enregistrée.`,
    cancel: 'Revenir sans enregistrer',
    newInactive: 'Une nouvelle règle est inactive : essayez-la, puis activez-la.',
    changeInactive: 'Si ce que la règle rapproche change, elle est désactivée.',
    wholeNeeded: 'Écrivez un nombre entier.',
    nameNeeded: 'Donnez un nom à la règle.',
    minutes: (count: number) => `${count} min`,
    hours: (count: number) => `${count} h`,
    daysLong: (count: number) => `${count} j`,
  },
};
