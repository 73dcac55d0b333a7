import type { Response, Router } from 'express';
import type { App } from '../app.ts';
import { refusalOf } from './form-problem.ts';
import { methodLabels } from './methods.ts';
import type { DisputeProps } from './pages/dispute-section.tsx';
import { receiptPage } from './pages/receipt-page.tsx';
import { ownReceipt } from './receipt-reads.ts';
import { sendPage } from './send-page.ts';
import { fieldsOf, memberOf, viewerOf } from './view.ts';

/** As many characters as the operation takes, and one more, so that it is the operation that refuses. */
const MESSAGE_READ = 1001;

/** GET /wallet/operations/:id/ shows one operation; POST …/dispute/ tells finance that it is not known. */
export function operationRoutes(router: Router, app: App): void {
  const labelOf = methodLabels(app.settings.methods);

  async function show(res: Response, id: string, refused: DisputeProps['refused'], status = 200) {
    const receipt = await ownReceipt(app, memberOf(res), id);
    const methodLabel = labelOf(receipt.method);
    const viewer = viewerOf(res, app);
    sendPage(res, receiptPage({ viewer, receipt, methodLabel, refused }), status);
  }

  router.get('/wallet/operations/:id/', (req, res) => show(res, req.params.id, null));

  // Where a reload leads after a question that was refused.
  router.get('/wallet/operations/:id/dispute/', (req, res) =>
    res.redirect(303, `/wallet/operations/${encodeURIComponent(req.params.id)}/`),
  );

  router.post('/wallet/operations/:id/dispute/', async (req, res) => {
    const actor = memberOf(res);
    const { id: transactionId } = req.params;
    // Browsers send line ends as two characters, and count them as one.
    const { message: sent = '' } = fieldsOf(req, ['message'], 2 * MESSAGE_READ);
    const message = sent.replaceAll('\r\n', '\n').slice(0, MESSAGE_READ);
    try {
      await app.openDispute({ actor, transactionId, message });
      res.redirect(303, `/wallet/operations/${transactionId}/#question`);
    } catch (error) {
      const { status, problem } = refusalOf(error, viewerOf(res, app));
      await show(res, transactionId, { message, problem }, status);
    }
  });
}
