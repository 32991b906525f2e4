import type { RefusalReason } from './guard';

const explanations: Record<RefusalReason, string> = {
  'foreign-host': 'This address does not belong to Concordance.',
  'foreign-origin': 'Another page tried to reach Concordance. It was stopped.',
  'foreign-site': 'Concordance was reached through a link on another page.',
  'used-token':
    'This address has let a browser in already, and it does so only once. If that was not you, stop Concordance in its terminal with Ctrl+C and start it again.',
  'wrong-token': 'This address is too old, or from an earlier start of Concordance.',
  'no-cookie': 'This browser has not been let in yet.',
};

/** The answer to a request that the guard refuses: a page in plain words that holds nothing of the library. */
export function refusalResponse(method: string, status: 401 | 403, reason: RefusalReason): Response {
  return new Response(method === 'HEAD' ? null : refusalPage(explanations[reason]), {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      // What may follow on this connection, such as the body of what was refused, is not read any more.
      connection: 'close',
    },
  });
}

function refusalPage(explanation: string): string {
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>Concordance is closed here</title>
<style>body { font: 1.1rem/1.6 system-ui, sans-serif; max-width: 34rem; margin: 15vh auto; padding: 0 1.5rem }</style>
<main>
<h1>Concordance is closed here</h1>
<p>${explanation}</p>
<p>To open Concordance here, press Enter in the terminal where it was started. It prints a new address: copy all of it into this browser's address bar.</p>
</main>
</html>
`;
}
