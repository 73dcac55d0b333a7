/** Statements, breaks, proofs and notices, in French. */
export const RECONCILIATION_FR = {
  // Notices, and the books at an instant.
  as_of_future: 'Cet instant n’est pas encore venu. Choisissez un instant passé.',
  as_of_before_first: 'À cet instant, ce compte n’avait encore aucun mouvement.',
  notice_break_value: 'Un écart de {amount} F CFA attend une explication.',
  notice_break_many: '{count} écarts attendent une explication, {amount} F CFA en tout.',
  notice_break_age:
    'Une opération de plus de {hours} heures n’est toujours pas expliquée : {amount} F CFA.',
  notice_proof_failed:
    'La preuve du {day} ne tombe pas juste : {amount} F CFA restent à expliquer.',
  notice_invariant_broken:
    'Les comptes ne respectent plus une de leurs règles (nº {invariant}) : {broken}',
  notice_approval_waiting:
    'Un retrait de {amount} F CFA attend une deuxième personne depuis plus de {minutes} minutes.',

  // A statement: why a row is refused, or a whole file.
  statement_amount_unreadable: 'Le montant n’est pas lisible.',
  statement_amount_not_whole: 'Le montant n’est pas un nombre entier de francs.',
  statement_amount_zero: 'Le montant est zéro.',
  statement_amount_sign: 'Le signe du montant contredit le type de l’opération.',
  statement_date_unreadable: 'La date n’est pas lisible.',
  statement_type_unknown: 'Cette ligne n’est ni un dépôt ni un retrait.',
  statement_status_unknown: 'Le statut n’est ni « effectué » ni « échoué ».',
  statement_currency_unknown: 'La devise n’est ni XOF ni XAF.',
  statement_too_few_cells: 'Il manque des colonnes à cette ligne.',
  statement_too_many_cells: 'Cette ligne a plus de colonnes que l’en-tête.',
  statement_reference_too_long: 'Une référence a plus de 128 caractères.',
  statement_quote_unclosed: 'Un guillemet n’est pas refermé, ou l’est au mauvais endroit.',
  statement_line_too_long: 'La ligne est trop longue pour une ligne de relevé.',
  statement_line_not_text: 'La ligne contient des octets qui ne sont pas du texte.',
  statement_empty: 'Ce relevé est vide.',
  statement_without_rows: 'Ce relevé ne contient aucune opération.',
  statement_not_text: 'Ce fichier n’est ni un CSV ni un classeur Excel (.xlsx).',
  statement_old_workbook:
    'Les anciens classeurs Excel (.xls) ne sont pas lus. Enregistrez-le en .xlsx ou en CSV.',
  statement_too_large:
    'Ce classeur est trop grand ({megabytes} Mo au plus, et 150 Mo décompressé). Enregistrez-le en CSV, qui n’a pas de limite.',
  statement_workbook_unreadable:
    'Ce classeur n’est pas lisible. Enregistrez-le de nouveau en .xlsx, ou en CSV.',
  statement_unknown_format:
    'L’en-tête attendu ne se trouve pas dans les 30 premières lignes. Dites ce que les colonnes contiennent.',
  mapping_invalid: 'Cette description des colonnes n’est pas valable.',
  mapping_name_taken:
    'Des fichiers avec d’autres colonnes sont déjà lus sous le nom « {name} ». Choisissez un autre nom.',
  mapping_needs_date: 'Dites quelle colonne est la date.',
  mapping_needs_amount:
    'Dites quelle colonne est le montant, ou lesquelles sont les entrées et les sorties.',
  mapping_needs_fee: 'Pour un montant net, dites quelle colonne contient les frais.',
  mapping_needs_words:
    'Dites ce que signifient les mots de la colonne du type, et ceux de la colonne du statut.',

  // Reconciliation: what cannot be done, and why.
  payouts_frozen:
    'Les retraits sont suspendus : une anomalie des livres est en cours d’examen. Aucun argent n’a bougé.',
  admin_unfreezes:
    'Un administrateur doit approuver : la finance et lui lèvent la suspension ensemble.',
  officers_only: 'Le rapprochement est réservé à la finance et aux administrateurs.',
  finance_proposes: 'Seule la finance importe, propose et clôture.',
  maker_is_checker: 'La personne qui propose ne peut pas approuver. Demandez à un collègue.',
  checker_concerned: 'Cette opération vous concerne : un autre collègue doit s’en charger.',
  only_maker_withdraws: 'Seule la personne qui a proposé peut retirer sa proposition.',
  plan_changed:
    'La situation a changé depuis la proposition : les écritures ne seraient plus les mêmes. Proposez de nouveau.',
  not_proposed: 'Cette proposition n’attend plus de décision. Rechargez la page.',
  already_proposed: 'Une proposition attend déjà une deuxième personne pour cet écart.',
  break_resolved: 'Cet écart est déjà résolu.',
  resolution_needs_transaction: 'Choisissez d’abord l’opération concernée.',
  not_sent_yet: 'Cette opération n’a jamais été envoyée à GetMiPay.',
  already_final: 'L’opération a déjà cet état.',
  already_corrected: 'Cette opération est déjà corrigée.',
  nothing_to_match: 'Il n’y a rien à rapprocher.',
  match_not_possible: 'Ces lignes et ces opérations ne peuvent pas être rapprochées.',
  already_matched: 'L’opération est déjà rapprochée d’une autre ligne.',
  amounts_differ: 'Les montants diffèrent : {there} F CFA d’un côté, {here} F CFA de l’autre.',
  sums_differ: 'Les sommes diffèrent de {difference} F CFA. Dites où va la différence.',
  nothing_to_reverse: 'Il n’y a rien à annuler.',
  already_reversed: 'Cette décision est déjà annulée.',
  reverse_later_first: 'Une décision plus récente porte sur cette opération. Annulez-la d’abord.',
  break_has_transaction: 'Cet écart concerne une autre opération.',
  hold_undecided:
    '{amount} F CFA sont retenus pour ce retrait. Confirmez qu’il est parti, ou libérez la retenue.',
  event_says_nothing: 'Ce message ne dit rien qui puisse être appliqué.',
  nothing_to_post: 'Il n’y a pas de différence à comptabiliser.',
  nothing_held: 'Rien n’est retenu pour ce retrait.',
  nothing_to_collect: 'Rien n’est dû, ou le porte-monnaie est vide.',
  only_deposits_aside: 'Seul un dépôt qui attend son payeur peut être mis de côté.',
  verb_unknown: 'Cette réponse n’existe pas.',
  params_invalid: 'La demande n’est pas lisible. Rechargez la page et recommencez.',
  decision_unknown: 'Cette décision n’existe pas.',
  choice_invalid: 'Choisissez d’abord des lignes (500 au plus).',
  search_too_short: 'Tapez au moins trois caractères.',
  note_needed: 'Écrivez une note.',
  view_invalid: 'Donnez un nom de 1 à 60 caractères à cette vue.',
  views_full: 'Vous avez déjà {most} vues. Supprimez-en une d’abord.',
  cannot_be_asked: 'GetMiPay ne peut pas être interrogé sur cette opération.',
  statement_not_undoable: 'Cet import ne peut pas être annulé dans son état actuel.',
  statement_repeated:
    'Un relevé importé après celui-ci reprend ses lignes : annulez d’abord le plus récent.',
  statement_told_before:
    'Un relevé importé avant celui-ci tient ses lignes pour remplacées : annulez d’abord le plus ancien.',
  statement_in_use:
    'Des lignes de ce relevé ont servi à une décision : l’import ne peut plus être annulé.',
  statement_day_closed:
    'Une journée que ce relevé couvre est clôturée : l’import ne peut plus être annulé.',
  statement_already_imported: 'Ce relevé a déjà été importé{when} : « {name} ».',
  statement_upload_gone: 'Le fichier envoyé n’est plus là. Envoyez-le de nouveau.',
  statement_busy: 'Un autre relevé est en cours de lecture. Celui-ci commencera juste après.',
  rule_invalid:
    'Cette règle n’est pas lisible : nom, priorité, tolérance en francs entiers et durée en minutes.',
  rule_name_taken: 'Une règle porte déjà ce nom.',
  rule_needs_another:
    'Vous avez modifié cette règle en dernier et elle tolère un écart : une autre personne des finances doit l’activer.',
  day_already_closed: 'Cette journée est déjà clôturée.',
  day_not_over: 'Cette journée n’est pas terminée.',
  later_day_closed: 'Une journée suivante est déjà clôturée.',
  earlier_day_open: 'Clôturez d’abord la journée du {day}.',
  balance_missing: 'Donnez d’abord le solde chez GetMiPay.',
  balance_invalid: 'Le solde doit être un nombre entier de francs.',
  gap_unexplained:
    'Il reste {amount} F CFA sans explication. Ouvrez un écart pour ce reste, puis clôturez.',
  balance_not_told: 'GetMiPay n’a pas donné son solde. Tapez-le depuis le relevé.',
};
