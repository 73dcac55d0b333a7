import type {
  BalanceAnswer,
  Gateway,
  GatewayAbilities,
  GatewayHealth,
  Service,
  StatusAnswer,
  StatusQuestion,
} from '../../src/payments/gateway.ts';

/** What the gateway does next; orders still go to the sandbox. */
export interface Play {
  can: GatewayAbilities;
  health: GatewayHealth;
  status(question: StatusQuestion): StatusAnswer;
  balance: BalanceAnswer;
  services: readonly Service[];
}

export const ASKABLE: GatewayAbilities = { statusQuery: true, balance: true, services: false };
export const MUTE: GatewayAbilities = { statusQuery: false, balance: false, services: false };

const NO_ANSWER = { kind: 'no_answer', message: 'Nothing came.' } as const;

/** A gateway whose questions and health a test decides, for `wrapGateway`. */
export function playedGateway() {
  const play: Play = {
    can: ASKABLE,
    health: { up: true },
    status: () => NO_ANSWER,
    balance: NO_ANSWER,
    services: [],
  };
  const wrapGateway = (gateway: Gateway): Gateway => ({
    ...gateway,
    get can() {
      return play.can;
    },
    health: () => play.health,
    queryStatus: async (question) =>
      play.can.statusQuery ? play.status(question) : { kind: 'unsupported' },
    balance: async () => (play.can.balance ? play.balance : { kind: 'unsupported' }),
    services: async () => ({ kind: 'told', services: play.services }),
  });
  return {
    play,
    wrapGateway,
    /** Nothing answers from now on: the next order is tried after a while. */
    goDown(now: Date, seconds = 25): void {
      play.health = {
        up: false,
        since: new Date(now.getTime() - 60_000),
        retryAt: new Date(now.getTime() + seconds * 1000),
      };
    },
    comeBack(): void {
      play.health = { up: true };
    },
  };
}

/** One service as the gateway lists it. */
export const service = (over: Partial<Service> = {}): Service => ({
  id: '1',
  name: 'Orange Money BF',
  country: 'BF',
  method: 'orange_money',
  currency: 'XOF',
  deposit: true,
  payout: true,
  min: 100n,
  max: 1_000_000n,
  otp: false,
  ...over,
});
