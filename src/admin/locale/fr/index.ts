import { about, millions, roughly } from '../counts.ts';
import { acts } from './acts.ts';
import { approvals } from './approvals.ts';
import { asOf } from './as-of.ts';
import { breakVerbs } from './break-verbs.ts';
import { breaks } from './breaks.ts';
import { cases } from './cases.ts';
import { dashboard } from './dashboard.ts';
import { exports } from './exports.ts';
import { gateway } from './gateway.ts';
import { names } from './names.ts';
import { notices } from './notices.ts';
import { people } from './people.ts';
import { proof } from './proof.ts';
import { rules } from './rules.ts';
import { statements } from './statements.ts';

/** "300 000 résultats", "4,2 millions de résultats". */
function estimated(count: number): string {
  const number = millions(count, 'fr-FR');
  if (number === null) return `${about(count)} résultats`;
  return `${number} ${count < 1_950_000 ? 'million' : 'millions'} de résultats`;
}

const many = (count: number, one: string, several: string) =>
  `${count} ${count < 2 ? one : several}`;

/** The panel’s words in French: plain, "vous", the words of the field. English has the same shape. */
export const fr = {
  ...names,
  ...acts,
  ...approvals,
  ...cases,
  ...people,
  ...gateway,
  ...statements,
  ...rules,
  ...proof,
  ...breaks,
  ...breakVerbs,
  ...asOf,
  ...dashboard,
  ...exports,
  ...notices,
  name: 'Tontine Pro',
  language: 'Français',
  shell: {
    skip: 'Aller au contenu',
    menu: 'Menu',
    closeMenu: 'Fermer le menu',
    navigation: 'Navigation',
    dashboard: 'Tableau de bord',
    money: 'Argent',
    people: 'Personnes',
    proofs: 'Registres',
    signOut: 'Se déconnecter',
    otherLanguage: 'English',
    theme: 'Thème',
    themes: { system: 'Automatique', light: 'Clair', dark: 'Sombre' },
    close: 'Fermer',
  },
  myMembers: 'Mes membres',
  list: {
    search: 'Rechercher',
    searchHint: {
      Wallet: 'Nom ou téléphone',
      Transaction: 'Nom, téléphone ou référence',
      Vault: 'Coffre, nom ou téléphone',
      Dispute: 'Nom, téléphone ou message',
      User: 'Nom, identifiant ou téléphone',
      Tontine: 'Nom de la tontine',
      Membership: 'Personne ou tontine',
      WebhookEvent: 'Référence',
      Journal: '',
      AuditEntry: 'Qui ou pourquoi',
    },
    filters: 'Filtres',
    apply: 'Appliquer',
    clear: 'Tout effacer',
    all: 'Tous',
    from: (field: string) => `${field}, du`,
    to: (field: string) => `${field}, au`,
    least: (field: string) => `${field}, au moins`,
    most: (field: string) => `${field}, au plus`,
    active: (field: string, value: string) => (value ? `${field} : ${value}` : field),
    remove: (filter: string) => `Retirer le filtre ${filter}`,
    oneRecord: 'une seule fiche',
    see: 'Voir',
    sinceDay: (value: string) => `depuis ${value}`,
    untilDay: (value: string) => `jusqu’à ${value}`,
    found: (count: number) => many(count, 'résultat', 'résultats'),
    foundMore: (count: number) => `${roughly(count)}+ résultats`,
    foundAbout: (count: number) => `environ ${estimated(count)}`,
    pages: 'Pages',
    first: 'Première page',
    whole: 'Voir toute la liste',
    nothingYet: 'Rien pour l’instant.',
    searchedBackTo: (when: string) => `Cherché en remontant jusqu’au ${when}.`,
    searchedUpTo: (when: string) => `Cherché jusqu’au ${when}.`,
    searching: 'La recherche continue…',
    goOn: 'Chercher plus loin',
    previous: 'Page précédente',
    next: 'Page suivante',
    sortBy: (field: string) => `Trier par ${field}`,
    open: (name: string) => `Ouvrir ${name}`,
    actions: 'Actions',
    empty: 'Rien ici pour le moment.',
    emptyHint: {
      Wallet: 'Un porte-monnaie apparaît dès qu’un membre rejoint votre tontine.',
      Transaction: 'Les dépôts et les retraits apparaîtront ici.',
      Vault: 'Ouvrez un coffre pour mettre de l’argent de côté.',
      Dispute: 'Quand un membre ne reconnaît pas une opération, sa question apparaît ici.',
      User: 'Les personnes inscrites apparaîtront ici.',
      Tontine: 'Les tontines apparaîtront ici.',
      Membership: 'Les adhésions apparaîtront ici.',
      WebhookEvent: 'Les messages de GetMiPay apparaîtront ici.',
      Journal: 'Chaque mouvement des livres apparaîtra ici.',
      AuditEntry: 'Chaque acte d’une personne apparaîtra ici.',
    },
    noMatch: 'Aucun résultat pour ces filtres.',
    noMatchHint: 'Effacez un filtre, ou cherchez autrement.',
  },
  states: {
    loading: 'Chargement…',
    failed: 'La page n’a pas pu être chargée.',
    failedHint: 'Vérifiez la connexion, puis réessayez. Rien n’a été modifié.',
    retry: 'Réessayer',
    notFound: 'Cette fiche n’existe pas, ou ne vous est pas accessible.',
    notFoundHint: 'Vérifiez le lien, ou revenez à la liste.',
    back: 'Revenir à la liste',
    home: 'Revenir au tableau de bord',
    pageNotFound: 'Cette page n’existe pas.',
    forbidden: 'Votre rôle ne permet pas cette action.',
    askAdmin: 'Si vous en avez besoin, demandez à un administrateur.',
    offline:
      'Le serveur ne répond pas. Si vous avez validé une opération, vérifiez-la dans la liste avant de recommencer.',
    reference: (id: string) => `Référence à citer : ${id}`,
  },
  units: { francs: 'F CFA', today: 'aujourd’hui' },
  record: {
    copyId: 'Copier l’identifiant',
    copied: 'Copié',
    none: '—',
    recent: 'Dernières opérations',
    allOperations: 'Toutes les opérations',
    vaults: 'Coffres',
    noOperations: 'Aucune opération pour le moment.',
    lines: 'Écritures',
    account: 'Compte',
    whose: 'De qui',
    balanceAfter: 'Solde après',
    raw: 'Message brut',
    headers: 'En-têtes',
    decisions: 'Décisions',
    disabled: 'Désactivé',
  },
  lock: {
    open: 'Libre',
    until: (date: string) => `Verrouillé jusqu’au ${date}`,
    was: (date: string) => `Libre depuis le ${date}`,
  },
};

export type Words = typeof fr;
