import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { type ReactNode, useEffect, useSyncExternalStore } from 'react';
import { Empty, Loaded, Loading, NoPermission } from '@/components/States';
import { useCaller } from '@/lib/caller';
import { session } from '@/lib/session';
import { setupQuery } from './api/setup';
import { Guide } from './Guide';
import { OwnerForm } from './OwnerForm';

/** From an empty installation to the first page that arrives. The server's state decides where it stands. */
export function SetupScreen() {
  const { token } = useSearch({ from: '/setup' });
  const query = useQuery(setupQuery);
  const navigate = useNavigate({ from: '/setup' });
  useEffect(() => {
    document.title = 'Set up Tocsin';
  }, []);
  return (
    <Frame>
      <Loaded query={query} what="the set-up">
        {(state) => {
          if (state === 'SETUP_STATE_WAITING') {
            return (
              <OwnerForm
                token={token ?? ''}
                // Out of the address bar and the history: it is used up.
                onDone={() => navigate({ search: {}, replace: true })}
              />
            );
          }
          if (state === 'SETUP_STATE_OFF') {
            return (
              <Empty title="Set-up by browser is off">
                <p>
                  This installation is empty and has no set-up token. Start the server with the setting{' '}
                  <code>tocsin.setup.token</code>, or make the first tenant with the operator's key.
                </p>
              </Empty>
            );
          }
          return <SignedIn />;
        }}
      </Loaded>
    </Frame>
  );
}

function SignedIn() {
  const state = useSyncExternalStore(
    (listener) => session.subscribe(listener),
    () => session.state(),
  );
  const { role, userId, may } = useCaller();
  if (state !== 'signed-in') {
    return (
      <Empty title="This installation is set up">
        <p>Sign in to go on with what is left to arrange.</p>
        <Link to="/sign-in" search={{ next: '/setup' }} className="text-accent underline">
          Sign in
        </Link>
      </Empty>
    );
  }
  if (role === undefined || !userId) return <Loading />;
  return may('admin') ? <Guide userId={userId} /> : <NoPermission />;
}

function Frame({ children }: { children: ReactNode }) {
  return (
    <main className="mx-auto flex min-h-dvh max-w-3xl flex-col gap-4 px-4 py-8">
      <header className="flex items-center gap-2.5">
        <img src="/icon.svg" alt="" width={28} height={28} />
        <h1 className="text-lg font-semibold tracking-tight">Set up Tocsin</h1>
      </header>
      {children}
    </main>
  );
}
