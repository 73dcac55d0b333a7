/** Lists taken out as files, in French. */
export const exports = {
  exports: {
    csv: 'CSV',
    xlsx: 'Excel',
    title: (format: string) => `Exporter cette liste en ${format}`,
    reading: (format: string) => `Export en ${format}…`,
    rows: (rows: string, total: string) => `${rows} lignes sur ${total} environ`,
    size: (size: string) => `${size} Mo reçus`,
    done: (name: string) => `Le fichier ${name} est prêt.`,
    brokenOff: 'L’export s’est interrompu. Rien n’a été enregistré ; recommencez.',
    stop: 'Arrêter',
    heads: {
      comingIn: 'En route, à recevoir',
      goingOut: 'En route, à envoyer',
      sentAt: 'Envoyé',
      answeredAt: 'Répondu',
      makerName: 'Demandé par',
      checkerName: 'Décidé par',
      failureReason: 'Motif de l’échec',
      subjectName: 'Nom',
      value: 'En jeu',
      difference: 'Différence',
      openedAt: 'Ouvert',
      dueAt: 'Échéance',
      resolvedAt: 'Résolu',
    },
  },
};
