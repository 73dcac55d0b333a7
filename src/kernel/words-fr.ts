import { RECONCILIATION_FR } from './words-reconciliation-fr.ts';

/** French first: the words of the field, plain, "vous". The English list has the same keys. */
export const FR = {
  unexpected:
    'Un problème est survenu de notre côté. Rien n’a été modifié ; réessayez dans un instant.',

  amount_invalid: 'Le montant doit être un nombre entier de francs, supérieur à zéro.',
  amount_below: '{method} accepte au moins {min} F CFA.',
  amount_above: '{method} accepte au plus {max} F CFA.',
  phone_invalid: 'Ce numéro de téléphone n’est pas valable. Exemple : +226 70 12 34 56.',
  phone_other_currency:
    'Ce numéro est d’un pays qui ne paie pas dans la monnaie de ce porte-monnaie ({currency}).',
  method_unknown: 'Choisissez un moyen de paiement.',
  method_disabled: '{method} est désactivé pour le moment. Choisissez un autre moyen.',
  method_direction: '{method} ne sert pas à cette opération. Choisissez un autre moyen.',
  note_too_long: 'La note peut avoir 255 caractères au plus.',
  idempotency_key_invalid: 'Ce formulaire n’est plus valable. Rechargez la page et recommencez.',
  idempotency_conflict:
    'Ce formulaire a déjà servi pour une autre opération. Rechargez la page pour en faire une nouvelle.',
  date_invalid: 'La date n’est pas valable. Exemple : 2027-01-31.',
  limit_balance:
    'Le porte-monnaie dépasserait {limit} F CFA, le plus qu’il peut contenir (dépôts en cours compris).',
  limit_month: 'Les dépôts du mois dépasseraient {limit} F CFA, le plus qui est autorisé.',
  insufficient_funds:
    'Le solde est de {balance} F CFA : il ne suffit pas pour {amount} F CFA. Rien n’a été envoyé.',
  vault_name_invalid: 'Le coffre doit avoir un nom de 1 à 80 caractères.',
  vault_name_taken: 'Il y a déjà un coffre « {name} ».',
  vault_locked: 'Le coffre est verrouillé. L’argent pourra en sortir à l’échéance.',
  lock_only_extends: 'Un verrou ne peut être que prolongé.',
  not_found: 'Cet élément n’existe pas, ou ne vous est pas accessible.',
  role_starts_nothing: 'Votre rôle ne permet pas de lancer une opération pour un membre.',
  forbidden: 'Vous n’avez pas accès à cette page.',
  sign_in_first: 'Connectez-vous d’abord.',
  sign_in_again: 'Le temps pour donner le code est passé. Connectez-vous de nouveau.',
  for_members_only: 'Ces pages sont celles des membres.',
  password_must_change: 'Choisissez d’abord votre propre mot de passe.',
  password_differs: 'Ce n’est pas le même nouveau mot de passe. Tapez-le deux fois.',
  second_factor_needed: 'Activez d’abord la double vérification : votre rôle l’exige.',
  tontine_not_chosen: 'Choisissez d’abord la tontine pour laquelle vous agissez.',
  sign_in_refused: 'Identifiant ou mot de passe incorrect.',
  too_many_attempts: 'Trop d’essais. Réessayez dans {seconds} secondes.',
  signed_out: 'Votre session est terminée. Connectez-vous de nouveau.',
  cross_origin: 'Cette demande ne vient pas de notre site. Rien n’a été modifié.',
  body_malformed: 'La demande n’est pas lisible. Rien n’a été modifié.',
  body_type: 'La demande n’est ni un formulaire ni du JSON. Rien n’a été modifié.',
  body_encoded: 'La demande est compressée, ce que nous ne lisons pas. Rien n’a été modifié.',
  body_too_large: 'La demande est trop longue. Écrivez moins et recommencez.',
  upload_too_large:
    'Ce fichier dépasse 512 Mo, le plus que nous lisons. Envoyez le relevé en plusieurs fichiers.',
  upload_missing: 'Aucun fichier n’est arrivé. Choisissez-le de nouveau.',
  bad_request: 'Cette adresse n’est pas lisible.',
  unavailable: 'Le service est indisponible pour un moment. Réessayez dans quelques minutes.',
  filter_invalid: 'Un des filtres n’est pas lisible. Corrigez-le, ou effacez les filtres.',
  cursor_invalid:
    'Cette page de la liste est introuvable. Ouvrez la liste depuis sa première page.',
  page_too_far:
    'Une liste ne s’ouvre pas au-delà de la page {limit}. Filtrez-la, ou avancez de page en page.',
  sort_invalid: 'Cette liste ne se trie pas ainsi. Choisissez une colonne dans la liste.',
  export_format: 'Choisissez CSV ou Excel.',
  export_too_long:
    'Cette liste dépasse {limit} lignes, le plus qu’un classeur Excel contient ici. Filtrez-la, ou choisissez CSV.',
  export_busy: 'Plusieurs listes sont déjà en cours d’export. Réessayez dans une minute.',
  export_broken_off: 'L’export s’est interrompu. Recommencez.',
  time_invalid: 'L’heure n’est pas valable. Exemple : 14:02.',
  read_only: 'Cet élément ne se modifie pas ici. Rien n’a été modifié.',

  // GetMiPay itself: what it offers, and whether it answers.
  gateway_down:
    'GetMiPay ne répond pas en ce moment. Rien n’a été demandé et aucun argent n’a bougé. Réessayez dans {seconds} secondes.',
  services_unknown:
    'GetMiPay n’a pas encore dit ce qu’il propose. Rien n’a été demandé et aucun argent n’a bougé. Réessayez dans {seconds} secondes.',
  method_unavailable:
    'GetMiPay ne propose pas {method} pour ce numéro en ce moment. Choisissez un autre moyen ou un autre numéro.',
  otp_needed:
    '{method} demande un code de paiement : écrivez-le, puis envoyez de nouveau. Rien n’a encore été demandé.',
  otp_invalid: 'Le code de paiement a de 1 à 8 chiffres ou lettres.',
  asked_just_now: 'GetMiPay vient d’être interrogé. Attendez {seconds} secondes.',
  role_asks_nothing: 'Votre rôle ne permet pas d’interroger GetMiPay.',

  deposit_accepted:
    'Le dépôt de {amount} F CFA est demandé. Le porte-monnaie sera crédité dès que le paiement sera confirmé.',
  deposit_completed: 'Le dépôt de {amount} F CFA est arrivé : le porte-monnaie est crédité.',
  deposit_refused:
    'GetMiPay a refusé le dépôt de {amount} F CFA. Rien n’a été prélevé. Vérifiez le numéro et le moyen de paiement, puis recommencez.',
  deposit_code_refused:
    'Le code de paiement est faux, expiré ou a déjà servi : GetMiPay a refusé le dépôt de {amount} F CFA. Rien n’a été prélevé. Demandez un autre code, puis recommencez.',
  deposit_not_sent:
    'GetMiPay n’a pas pu être joint. Rien n’a été demandé ni prélevé ; vous pouvez recommencer.',
  deposit_failed: 'Le dépôt de {amount} F CFA a échoué. Rien n’a été crédité.',
  deposit_unknown:
    'GetMiPay n’a pas répondu. Le dépôt de {amount} F CFA est peut-être en cours ; s’il est payé, le porte-monnaie sera crédité. Ne le relancez pas avant d’avoir vu le résultat.',
  deposit_in_flight:
    'Le dépôt de {amount} F CFA est en cours d’envoi. Le résultat s’affichera ici.',
  deposit_awaiting_approval: 'Le dépôt de {amount} F CFA attend une approbation.',
  payout_accepted:
    'Retrait en cours : {amount} F CFA ont quitté le porte-monnaie et sont en route.',
  payout_completed: 'Le retrait de {amount} F CFA est effectué.',
  payout_refused:
    'GetMiPay a refusé le retrait. Les {amount} F CFA sont revenus dans le porte-monnaie.',
  payout_not_sent:
    'GetMiPay n’a pas pu être joint. Rien n’est parti : les {amount} F CFA sont revenus dans le porte-monnaie. Vous pouvez recommencer.',
  payout_failed: 'Le retrait a échoué. Les {amount} F CFA sont revenus dans le porte-monnaie.',
  payout_unknown:
    'GetMiPay n’a pas répondu. Les {amount} F CFA sont réservés, rien n’est perdu. Ne relancez pas ce retrait : le résultat s’affichera ici.',
  payout_in_flight: 'Le retrait de {amount} F CFA est en cours d’envoi. L’argent est réservé.',
  payout_awaiting_approval:
    'Le retrait de {amount} F CFA attend l’approbation d’une deuxième personne. L’argent est réservé.',

  reason_payer_not_found: 'Le numéro n’a pas de compte chez cet opérateur.',
  reason_not_approved: 'Le paiement n’a pas été approuvé sur le téléphone.',
  reason_otp_refused: 'Le code de paiement est faux, expiré ou a déjà servi.',
  reason_payer_limit_reached: 'Le plafond du compte est atteint.',
  reason_insufficient_balance: 'Le solde chez l’opérateur ne suffit pas.',
  reason_recipient_not_found: 'Le bénéficiaire n’a pas de compte chez cet opérateur.',
  reason_amount_out_of_bounds: 'Le montant est hors des limites de l’opérateur.',
  reason_operator_unavailable: 'L’opérateur est indisponible.',
  reason_timeout: 'Le délai de confirmation est dépassé.',
  reason_never_sent: 'La demande n’est jamais partie.',
  reason_other: 'L’opérateur a donné une autre raison.',

  status_AWAITING_APPROVAL: 'à approuver',
  status_PENDING: 'en attente',
  status_COMPLETED: 'effectué',
  status_FAILED: 'échoué',
  status_REJECTED: 'rejeté',
  status_EXPIRED: 'expiré',
  status_CANCELLED: 'annulé',
  status_UNKNOWN: 'résultat inconnu',
  status_STALE: 'en retard',
  status_SUSPENDED: 'suspendu',

  suspended_unknown_reference: 'La référence ne correspond à aucune de nos opérations.',
  suspended_kind_mismatch:
    'L’événement parle d’un dépôt là où nous avons un retrait, ou l’inverse.',
  suspended_amount_mismatch: 'Le montant n’est pas celui de l’opération.',
  suspended_currency_mismatch: 'La monnaie n’est pas celle de l’opération.',
  suspended_phone_mismatch: 'Le téléphone n’est pas celui de l’opération.',
  suspended_reference_mismatch: 'La référence n’est pas celle de l’opération.',
  suspended_not_sent: 'L’opération n’a pas encore été envoyée à GetMiPay.',
  suspended_conflicting_final_state: 'L’opération est déjà terminée autrement.',
  suspended_amount_unreadable: 'Le montant de l’événement n’est pas lisible.',
  suspended_fields_disagree: 'L’événement se contredit lui-même.',
  suspended_reference_unreadable: 'La référence de l’événement n’est pas lisible.',
  suspended_fee_unreadable: 'Les frais annoncés ne sont pas plausibles.',
  suspended_settle_error: 'L’événement n’a pas pu être appliqué ; une personne doit le regarder.',

  stale_outcome_unknown: 'GetMiPay n’a jamais dit ce qui s’est passé.',
  stale_payer_has_not_confirmed: 'Le membre n’a pas encore confirmé le paiement.',
  stale_gateway_has_not_confirmed: 'GetMiPay n’a pas encore confirmé le retrait.',

  warning_no_answer:
    'GetMiPay n’a pas répondu à la demande. Ne la relancez pas : le résultat s’affichera ici.',
  warning_interrupted:
    'La console s’est arrêtée pendant la demande. Ne la relancez pas : le résultat s’affichera ici.',
  warning_reference_taken:
    'GetMiPay a donné une référence qui appartient déjà à une autre opération. Une personne doit la vérifier.',
  too_many_unanswered:
    '{count} de vos demandes de la dernière heure sont encore sans réponse de GetMiPay. Rien n’a été demandé ; attendez leur résultat.',
  warning_reference_differs:
    'GetMiPay a donné un autre numéro que celui de son message : une personne doit comparer les deux.',
  warning_refused_after_final:
    'GetMiPay a refusé la demande alors qu’elle était déjà terminée. Une personne doit la vérifier.',
  warning_otp_needed:
    'GetMiPay attend un code de paiement qui n’a pas été donné avec la demande. Si le payeur n’obtient pas de quoi confirmer, cette demande expirera sans rien prélever : refaites-la alors avec le code.',
  warning_payment_url_missing:
    'GetMiPay n’a pas donné de lien de paiement. Le membre peut confirmer sur son téléphone.',
  warning_payment_url_refused:
    'Le lien de paiement reçu n’est pas celui de GetMiPay : il n’est pas affiché. Le membre peut confirmer sur son téléphone.',

  // People, their sign-in and their tontines.
  admin_only: 'Seul un administrateur peut faire cela.',
  username_invalid:
    'L’identifiant doit avoir de 2 à 32 lettres sans accent, chiffres, points, tirets ou tirets bas.',
  username_taken: 'Cet identifiant est déjà pris.',
  full_name_invalid: 'Le nom doit avoir de 1 à 120 caractères.',
  email_invalid: 'Cette adresse e-mail n’est pas valable.',
  email_taken: 'Cette adresse e-mail est celle de quelqu’un d’autre.',
  phone_taken: 'Ce numéro est celui de quelqu’un d’autre.',
  role_invalid: 'Choisissez un rôle.',
  locale_invalid: 'Choisissez une langue.',
  not_yourself: 'Vous ne pouvez pas faire cela pour vous-même. Demandez à un autre administrateur.',
  last_admin: 'C’est le dernier administrateur. Nommez-en d’abord un autre.',
  role_has_memberships:
    'Cette personne appartient à des tontines d’une façon que le nouveau rôle ne permet pas. Retirez d’abord ces appartenances.',
  tontine_name_invalid: 'La tontine doit avoir un nom de 1 à 120 caractères.',
  tontine_name_taken: 'Une autre tontine porte déjà ce nom.',
  membership_exists: 'Cette personne en fait déjà partie à ce titre.',
  membership_role: 'Son rôle ne permet pas cette appartenance.',
  reason_needed: 'Dites pourquoi.',
  setting_invalid: 'Ce réglage n’est pas valable.',
  password_wrong: 'Le mot de passe actuel est incorrect.',
  password_too_short: 'Le mot de passe doit avoir au moins {least} caractères.',
  password_too_long: 'Le mot de passe peut avoir au plus {most} caractères.',
  password_common:
    'Ce mot de passe serait deviné parmi les premiers. Prenez par exemple quatre mots sans rapport.',
  password_same: 'C’est le mot de passe actuel. Choisissez-en un autre.',
  code_needed:
    'Pour un montant de cette taille, donnez le code à six chiffres de votre application.',
  code_refused: 'Ce code est incorrect ou trop ancien. Prenez celui qui s’affiche maintenant.',
  code_used: 'Ce code a déjà servi. Attendez le suivant.',
  second_factor_exists: 'Un code à usage unique protège déjà ce compte.',

  // A payout that waits for a second person.
  not_awaiting: 'Quelqu’un a déjà décidé : ce retrait n’attend plus. Rien n’a été modifié.',
  approval_expired: 'Le délai d’approbation est dépassé. L’argent revient dans le porte-monnaie.',
  checker_is_maker: 'Vous avez lancé ce retrait : une autre personne doit l’approuver.',
  checker_is_payee: 'Ce retrait vous est destiné : une autre personne doit l’approuver.',
  not_your_tontine: 'Ce retrait a été lancé pour une autre tontine que les vôtres.',
  role_approves_nothing: 'Votre rôle ne permet pas d’approuver un retrait.',
  only_maker_cancels: 'Seule la personne qui a lancé ce retrait peut l’annuler.',

  // A member's question.
  text_too_long: 'Ce texte peut avoir au plus {most} caractères.',
  answer_needed: 'Écrivez une réponse : le membre la lira.',
  dispute_closed: 'Quelqu’un a déjà répondu à cette question.',
  finance_only: 'Seule l’équipe finance peut répondre aux membres.',

  ...RECONCILIATION_FR,
};
