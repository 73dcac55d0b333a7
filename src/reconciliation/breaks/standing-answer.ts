/** The answer to a break that stands, the last one, as SQL: `columns` of it (`r`), `breakId` being SQL too. */
export const standingAnswer = (columns: string, breakId: string): string =>
  `select ${columns} from resolution r where r.break_id = ${breakId} and r.state in ('APPROVED', 'DONE') and r.verb <> 'reverse'
     and not exists (select from resolution x where x.reverses_id = r.id and x.state = 'APPROVED')
   order by r.made_at desc, r.id desc limit 1`;
