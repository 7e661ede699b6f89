import { type ErrorComponentProps, useRouter } from '@tanstack/react-router';
import { Failure } from '@/components/States';

/** A screen that broke while it was loaded or drawn; the navigation stays. */
export function ScreenFailed({ error, reset }: ErrorComponentProps) {
  const router = useRouter();
  return (
    <Failure
      error={error}
      what="this page"
      retry={() => {
        reset();
        router.invalidate();
      }}
    />
  );
}
