import { useQuery } from '@tanstack/react-query';
import { Button } from '@/components/Button';
import { Dialog } from '@/components/Dialog';
import { FormError } from '@/components/Field';
import { Loading } from '@/components/States';
import { Moment } from '@/components/Time';
import { asProblem } from '@/lib/api';
import { readerZone } from '@/lib/time';
import { type Stretch, takingQuery, useTakeShift } from './api';
import { Conflicts } from './Conflicts';

/** The reader takes a colleague's shift, after having seen what speaks against it. */
export function TakeShiftDialog({
  stretch,
  userId,
  name,
  onClose,
}: {
  stretch: Stretch;
  /** Whose it is. */
  userId: string;
  name: string;
  onClose: () => void;
}) {
  const check = useQuery(takingQuery(stretch, userId));
  const take = useTakeShift();
  const problem = take.error ?? check.error;
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Take ${name}’s shift?`}
      description={`${name} is told, and pages reach you instead.`}
      actions={
        <>
          <Button onClick={onClose}>Back</Button>
          <Button
            look="primary"
            busy={take.isPending}
            disabled={check.isPending || check.isError}
            onClick={() => take.mutate({ stretch, replacesUserId: userId }, { onSuccess: onClose })}
          >
            Take the shift
          </Button>
        </>
      }
    >
      <FormError>{problem && asProblem(problem).message}</FormError>
      <p>
        <Moment time={stretch.startTime} /> – <Moment time={stretch.endTime} />{' '}
        <span className="text-faint">{readerZone()}</span>
      </p>
      {check.isPending ? (
        <Loading rows={1} label="Looking for conflicts" />
      ) : (
        <Conflicts conflicts={check.data ?? []} />
      )}
    </Dialog>
  );
}
