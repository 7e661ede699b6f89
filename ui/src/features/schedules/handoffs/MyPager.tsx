import { useQuery } from '@tanstack/react-query';
import { BellRing } from 'lucide-react';
import { Button } from '@/components/Button';
import { FormError } from '@/components/Field';
import { Card } from '@/components/Page';
import { Loaded } from '@/components/States';
import { asProblem } from '@/lib/api';
import { isRunning, myDrillQuery, useDrillMe } from '../api/handoffs';
import { DrillLine } from './DrillLine';

/** A test page to the reader, now, and what became of the last one. */
export function MyPager() {
  const query = useQuery(myDrillQuery);
  const drill = useDrillMe();
  const running = query.data != null && isRunning(query.data);
  return (
    <Card
      title="Your pager"
      actions={
        <Button
          icon={<BellRing size={15} aria-hidden />}
          busy={drill.isPending}
          disabled={running}
          onClick={() => drill.mutate(undefined)}
        >
          Test my pager now
        </Button>
      }
    >
      <div className="flex flex-col gap-3 px-4 py-3">
        <p className="text-muted">
          A test page takes the way of a real one: your channels, your rules for severity info. Answer it as
          you would at night.
        </p>
        <FormError>{drill.error && asProblem(drill.error).message}</FormError>
      </div>
      <Loaded query={query} what="your last test page" rows={1}>
        {(last) =>
          last && (
            <section aria-label="Your last test page" className="border-t border-line">
              <DrillLine drill={last} />
            </section>
          )
        }
      </Loaded>
    </Card>
  );
}
