import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** Who may ask: whoever opened the address with its token, once, and has had a cookie since. Lives in time. */
export interface SessionKey {
  /** A token that opens once; the one before no longer does. */
  newToken(): string;
  /** Takes a token; a cookie's value where it was right, and the token is gone. */
  exchange(token: string): string | undefined;
  isKnown(cookie: string | undefined): boolean;
}

/** Compares without telling by its time where they differ. */
function isSame(a: string, b: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}

const fresh = (): string => randomBytes(32).toString('base64url');

/** Browsers that may be open at once. */
const mostCookies = 8;

/** Makes tokens and cookies of one run of the server; nothing of them is stored. */
export function sessionKey(): SessionKey {
  let token: string | undefined;
  let cookies: readonly string[] = [];
  return {
    newToken() {
      token = fresh();
      return token;
    },
    exchange(given) {
      if (token === undefined || !isSame(given, token)) return undefined;
      token = undefined;
      const cookie = fresh();
      cookies = [...cookies, cookie].slice(-mostCookies);
      return cookie;
    },
    isKnown: (cookie) => cookie !== undefined && cookies.some((one) => isSame(one, cookie)),
  };
}
