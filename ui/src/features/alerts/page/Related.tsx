import { useQuery } from '@tanstack/react-query';
import { AlertLine } from '@/components/AlertLine';
import { Card } from '@/components/Page';
import { Empty, Loaded } from '@/components/States';
import type { Alert } from '../api/listAlerts';
import { relatedQuery } from '../api/related';

/** Alerts that may have to do with it, each with the reason, and earlier ones of the same problem. */
export function Related({ alert }: { alert: Alert }) {
  const query = useQuery(relatedQuery(alert));
  return (
    <Loaded query={query} what="related alerts" rows={4}>
      {({ related, earlier }) =>
        related.length + earlier.length === 0 ? (
          <Empty title="It stands alone">
            <p>No other alert of about that time is like it, and this problem was not seen before.</p>
          </Empty>
        ) : (
          <div className="flex flex-col gap-4">
            {related.length > 0 && (
              <Card title="At about the same time">
                <ul>
                  {related.map((it) => (
                    <AlertLine key={it.alert?.id} alert={it.alert ?? {}} note={it.reason?.summary} />
                  ))}
                </ul>
              </Card>
            )}
            {earlier.length > 0 && (
              <Card title="The same problem before">
                <ul>
                  {earlier.map((it) => (
                    <AlertLine key={it.id} alert={it} />
                  ))}
                </ul>
              </Card>
            )}
          </div>
        )
      }
    </Loaded>
  );
}
