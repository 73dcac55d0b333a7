/** In SQL: a message about `t` came, whether it fitted or was suspended; of v1, which only hints, any message. */
export const HEARD = `exists (select from webhook_outcome w join webhook_event x on x.id = w.event_id where w.transaction_id = t.id
  and x.source = 'webhook' and (x.state is not null or x.dialect = 'v1' or w.outcome = 'suspended'))`;
