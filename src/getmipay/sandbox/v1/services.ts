import type { Currency, Francs } from '../../../kernel/money.ts';
import { draw } from '../draw.ts';
import { MAX_AMOUNT, MIN_AMOUNT } from '../orders.ts';

/** One way to pay in one country, as `GET /services` lists it. */
export interface SandboxService {
  readonly id: number;
  readonly name: string;
  readonly country: string;
  readonly currency: Currency;
  /** The sandbox's name of the method, which is not on the wire. */
  readonly method: string;
  readonly payout: boolean;
  readonly otp: boolean;
  readonly min: Francs;
  readonly max: Francs;
}

const COUNTRIES = {
  BF: 'Burkina Faso',
  CI: "Côte d'Ivoire",
  SN: 'Sénégal',
  BJ: 'Bénin',
  TG: 'Togo',
  ML: 'Mali',
  NE: 'Niger',
  CM: 'Cameroun',
} as const;

type Country = keyof typeof COUNTRIES;

const OPERATORS: readonly {
  readonly name: string;
  readonly method: string;
  readonly countries: readonly Country[];
}[] = [
  { name: 'Wave', method: 'wave', countries: ['BF', 'CI', 'SN', 'ML'] },
  { name: 'Orange Money', method: 'orange_money', countries: ['BF', 'CI', 'SN', 'ML', 'CM'] },
  { name: 'Moov Money', method: 'moov_money', countries: ['BF', 'CI', 'BJ', 'TG', 'ML', 'NE'] },
  { name: 'MTN MoMo', method: 'mtn_money', countries: ['CI', 'BJ', 'CM'] },
  {
    name: 'Carte bancaire (Visa, Mastercard)',
    method: 'visa',
    countries: ['BF', 'CI', 'SN', 'BJ', 'TG', 'ML', 'NE', 'CM'],
  },
];

/** Orange Burkina wants a code that the payer makes on their own phone. */
const wantsOtp = (method: string, country: Country) =>
  method === 'orange_money' && country === 'BF';

/** The list; its ids come from the seed, so that nobody can write one down. */
export function servicesOf(seed: string): SandboxService[] {
  const taken = new Set<number>();
  const idFor = (name: string): number => {
    let id: number;
    let tries = 0;
    do {
      id = 1_000 + Math.floor(draw(seed, 'service', name, tries) * 9_000);
      tries += 1;
    } while (taken.has(id));
    taken.add(id);
    return id;
  };
  return OPERATORS.flatMap(({ name, method, countries }) =>
    countries.map((country) => ({
      id: idFor(`${method} ${country}`),
      name: `${name} ${COUNTRIES[country]}`,
      country,
      currency: country === 'CM' ? ('XAF' as const) : ('XOF' as const),
      method,
      payout: method !== 'visa',
      otp: wantsOtp(method, country),
      min: MIN_AMOUNT,
      max: MAX_AMOUNT,
    })),
  );
}

export const serviceOnWire = (service: SandboxService) => ({
  id: service.id,
  name: service.name,
  country_code: service.country,
  withdrawable: service.payout,
  depositable: true,
  is_active: true,
  currency: service.currency,
  min_amount: Number(service.min),
  max_amount: Number(service.max),
  otp_required: service.otp,
});
