/** What the member does on the sandbox's payment page, without a browser; answers where it sends them. */
export async function payOnPage(
  paymentUrl: string,
  verb: 'pay' | 'refuse' = 'pay',
): Promise<string> {
  const page = await (await fetch(paymentUrl)).text();
  const forms = [...page.matchAll(/<form[^>]*action="([^"]*)"/g)].map(([, action]) => action ?? '');
  const action = forms.find((candidate) => candidate.includes(verb)) ?? forms[0];
  if (action === undefined) throw new Error('The payment page has no form.');
  const button = new RegExp(`<button[^>]*name="([^"]+)"[^>]*value="(${verb}[^"]*)"`).exec(page);
  const answer = await fetch(new URL(action, paymentUrl), {
    method: 'POST',
    redirect: 'manual',
    body: new URLSearchParams(button ? { [button[1] ?? '']: button[2] ?? '' } : {}),
  });
  return answer.headers.get('location') ?? '';
}

/** Tries again until the claim holds, for at most ten seconds. */
export async function eventually(claim: () => Promise<void>): Promise<void> {
  for (let tries = 0; ; tries += 1) {
    try {
      return await claim();
    } catch (error) {
      if (tries >= 100) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}
