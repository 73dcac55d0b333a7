/** A definite no, as GetMiPay words it: a JSON object with `success: false`. */
export class Refusal extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.name = 'Refusal';
    this.status = status;
    this.code = code;
  }

  /** Dialect `initiate`. */
  body() {
    return { success: false, error: this.code, message: this.message };
  }

  /** Dialect `v1`. */
  envelope() {
    return { success: false, message: this.message, data: null, error_code: this.code };
  }
}

const REFUSALS: readonly (readonly [number, string, string])[] = [
  [422, 'payer_not_found', 'Numéro inconnu chez cet opérateur.'],
  [422, 'limit_exceeded', 'Le plafond du client est atteint.'],
  [400, 'insufficient_balance', 'Solde insuffisant.'],
  [403, 'account_suspended', 'Ce service est suspendu pour votre compte.'],
  [429, 'too_many_requests', 'Trop de demandes : réessayez plus tard.'],
];

/** Why an order that was not done is refused; `choice` is in [0, 1). */
export function refusalFor(fate: string, choice: number): Refusal {
  if (fate === 'error_undone') return new Refusal(500, 'internal_error', 'Erreur interne.');
  const [status, code, message] =
    (fate === 'client_error' ? REFUSALS[Math.floor(choice * REFUSALS.length)] : undefined) ??
    (REFUSALS[0] as (typeof REFUSALS)[number]);
  return new Refusal(status, code, message);
}

/** What express refuses by itself (a body too large, a bad address), or a fault of ours. */
export function asRefusal(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  const status = error instanceof Error && 'status' in error ? Number(error.status) : 500;
  return status >= 400 && status < 500
    ? new Refusal(status, 'bad_request', "La requête n'a pas pu être lue.")
    : new Refusal(500, 'internal_error', 'Erreur interne du bac à sable.');
}

export const notFound = () => new Refusal(404, 'not_found', "Cette adresse n'existe pas.");
