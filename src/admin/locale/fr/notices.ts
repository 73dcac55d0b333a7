/** What a person is told without asking, in French. */
export const notices = {
  notices: {
    title: 'Avis',
    open: (count: number) =>
      count === 0 ? 'Avis' : count === 1 ? 'Avis, 1 à lire' : `Avis, ${count} à lire`,
    none: 'Aucun avis.',
    noneHint:
      'Un gros écart, une preuve qui ne tombe pas juste ou une approbation qui attend se dit ici.',
    read: 'Lu',
    readIt: (what: string) => `Marquer comme lu : ${what}`,
    see: 'Voir',
    severity: { info: 'À savoir', warning: 'À regarder', critical: 'Grave' },
    notCarried: 'Personne n’a pu être prévenu en dehors de cette page.',
  },
};
