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

  body() {
    return { success: false, error: this.code, message: this.message };
  }
}
