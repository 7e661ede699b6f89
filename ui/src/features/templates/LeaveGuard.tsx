import { useBlocker } from '@tanstack/react-router';
import { Button } from '@/components/Button';
import { Dialog } from '@/components/Dialog';

/** Asks before the screen is left with changes that are not saved. */
export function LeaveGuard({ unsaved, onDiscard }: { unsaved: boolean; onDiscard: () => void }) {
  const blocker = useBlocker({
    shouldBlockFn: ({ current, next }) => unsaved && current.pathname !== next.pathname,
    enableBeforeUnload: () => unsaved,
    withResolver: true,
  });
  return (
    <Dialog
      open={blocker.status === 'blocked'}
      onOpenChange={(open) => {
        if (!open) blocker.reset?.();
      }}
      title="Leave without saving?"
      description="What you typed is kept in this tab: you find it here when you come back."
      actions={
        <>
          <Button
            look="danger"
            onClick={() => {
              onDiscard();
              blocker.proceed?.();
            }}
          >
            Discard and leave
          </Button>
          <Button onClick={() => blocker.proceed?.()}>Keep and leave</Button>
          <Button look="primary" onClick={() => blocker.reset?.()}>
            Stay
          </Button>
        </>
      }
    />
  );
}
