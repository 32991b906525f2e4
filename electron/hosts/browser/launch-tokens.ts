import { equalsSecret, makeSecret } from './secrets';

/** How many tokens are remembered; older ones are as good as never given. */
const MAXIMUM_TOKENS = 100;

type LaunchToken = { token: string; expiresAtMs: number; isUsed: boolean };

export type Redemption = 'redeemed' | 'used' | 'expired' | 'unknown';

/**
 * The tokens of launch addresses. Each lets one browser in, once, and not for long: an address stands on a command line
 * or a screen, where others may read it later.
 */
export class LaunchTokens {
  #issued: LaunchToken[] = [];

  /** @param nowMs milliseconds of a clock that never goes back */
  constructor(private readonly nowMs: () => number = () => performance.now()) {}

  issue(lifetimeMs: number): string {
    const token = makeSecret();
    this.#issued.push({ token, expiresAtMs: this.nowMs() + lifetimeMs, isUsed: false });
    this.#issued = this.#issued.slice(-MAXIMUM_TOKENS);
    return token;
  }

  /** Takes a token in exchange for being let in; after `redeemed` it is worth nothing. */
  redeem(candidate: string): Redemption {
    const found = this.#issued.find(({ token }) => equalsSecret(candidate, token));
    if (found === undefined) return 'unknown';
    if (found.isUsed) return 'used';
    if (this.nowMs() >= found.expiresAtMs) return 'expired';
    found.isUsed = true;
    return 'redeemed';
  }
}
