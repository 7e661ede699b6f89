import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { ConfirmButton } from '@/components/Dialog';
import { Card } from '@/components/Page';
import { Loaded } from '@/components/States';
import { Ago, Moment } from '@/components/Time';
import { session } from '@/lib/session';
import { sessionsQuery, useEndSessions } from './api/sessions';

const SHOWN = 10;

/** Where the reader is signed in, and the end of all of it. */
export function Sessions() {
  const query = useQuery(sessionsQuery);
  const end = useEndSessions();
  const queries = useQueryClient();
  const navigate = useNavigate();
  return (
    <Card title="Signed in">
      <div className="flex flex-col items-start gap-3 p-4">
        <Loaded query={query} what="your sessions">
          {(sessions) => (
            <ul aria-label="Sessions" className="flex flex-col gap-1">
              {sessions.slice(0, SHOWN).map((it) => (
                <li key={it.sessionId}>
                  since <Moment time={it.createTime} /> {it.address && <>from {it.address} </>}
                  <span className="text-muted">
                    (last seen <Ago time={it.refreshTime} />)
                  </span>
                </li>
              ))}
              {sessions.length > SHOWN && (
                <li className="text-muted">and {sessions.length - SHOWN} older ones</li>
              )}
            </ul>
          )}
        </Loaded>
        <ConfirmButton
          label="Sign out everywhere"
          title="Sign out everywhere?"
          confirm="Sign out"
          busy={end.isPending}
          onConfirm={() =>
            end.mutate(undefined, {
              onSuccess: async () => {
                await session.end();
                queries.clear();
                navigate({ to: '/sign-in' });
              },
            })
          }
        >
          Every browser and app is signed out, this one too; within ten minutes none has access any more.
        </ConfirmButton>
      </div>
    </Card>
  );
}
