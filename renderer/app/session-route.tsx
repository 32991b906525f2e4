import { lazy, Suspense, useState } from 'react';
import { SessionScreen } from '../features/library/session/session-screen';

const ShareDialog = lazy(async () => ({
  default: (await import('../features/share/share-dialog')).ShareDialog,
}));
const SendBackDialog = lazy(async () => ({
  default: (await import('../features/share/send-back-dialog')).SendBackDialog,
}));

type OpenedDialog = { type: 'share' } | { type: 'send-back'; reviewId: string };

/** Where the session's own screen and the dialogs that pack it meet. */
export function SessionRoute({ sessionId }: { sessionId: string }) {
  const [dialog, setDialog] = useState<OpenedDialog>();
  const [consentRequests, setConsentRequests] = useState(0);
  const close = () => setDialog(undefined);

  return (
    <>
      <SessionScreen
        sessionId={sessionId}
        onShare={() => setDialog({ type: 'share' })}
        onSendBack={(reviewId) => setDialog({ type: 'send-back', reviewId })}
        consentRequests={consentRequests}
      />
      <Suspense fallback={null}>
        {dialog?.type === 'share' && (
          <ShareDialog
            sessionId={sessionId}
            onClose={close}
            onEditConsent={() => {
              close();
              setConsentRequests((count) => count + 1);
            }}
          />
        )}
        {dialog?.type === 'send-back' && (
          <SendBackDialog sessionId={sessionId} reviewId={dialog.reviewId} onClose={close} />
        )}
      </Suspense>
    </>
  );
}
