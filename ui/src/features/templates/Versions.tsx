import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { Button } from '@/components/Button';
import { Dialog } from '@/components/Dialog';
import { Select } from '@/components/Field';
import { Loaded, Loading } from '@/components/States';
import { Ago } from '@/components/Time';
import type { Schemas } from '@/lib/api';
import { templatesQuery } from '@/lib/arrangement';
import { cx } from '@/lib/cx';
import { useNames } from '@/lib/people';

import { restoreTemplate, versionsQuery } from './api/versions';

const VersionDiff = lazy(() => import('./VersionDiff'));

/** The versions of a template, how each differs from another, and the way back. */
export function Versions({
  template,
  what,
  may,
  onClose,
  onRestored,
}: {
  template: Schemas['Template'];
  what: string;
  may: boolean;
  onClose: () => void;
  onRestored: () => void;
}) {
  const id = template.id ?? '';
  const query = useQuery(versionsQuery(id));
  const queries = useQueryClient();
  const [chosen, setChosen] = useState<number>();
  const [other, setOther] = useState<number>();
  const restore = useMutation({
    mutationFn: (version: number) => restoreTemplate(id, version),
    meta: { success: 'Restored as a new version' },
    onSuccess: async () => {
      onRestored();
      await queries.invalidateQueries({ queryKey: templatesQuery.queryKey });
      queries.invalidateQueries({ queryKey: ['template-versions', id] });
      queries.invalidateQueries({ queryKey: ['template-preview', 'saved'] });
      onClose();
    },
  });
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} wide title="Versions" description={what}>
      <Loaded query={query} what="the versions" rows={4}>
        {(versions) => {
          const version = versions.find((it) => it.version === (chosen ?? versions[0]?.version));
          const against =
            versions.find((it) => it.version === other) ??
            versions.find((it) => (it.version ?? 0) < (version?.version ?? 0)) ??
            versions.find((it) => it !== version);
          return (
            <div className="grid min-h-0 gap-4 pb-4 md:grid-cols-[14rem_minmax(0,1fr)]">
              <ul
                aria-label="Versions"
                className="flex max-h-44 flex-col gap-0.5 overflow-y-auto md:max-h-[60dvh]"
              >
                {versions.map((it) => (
                  <VersionLine
                    key={it.version}
                    version={it}
                    chosen={it === version}
                    onChoose={() => setChosen(it.version)}
                  />
                ))}
              </ul>
              <div className="flex min-w-0 flex-col gap-3">
                {version && against && (
                  <>
                    <div className="flex flex-wrap items-center gap-2">
                      <span className="flex items-center gap-2">
                        <span aria-hidden>Version {version.version} compared with</span>
                        <Select
                          aria-label={`Version ${version.version} compared with`}
                          className="!w-auto"
                          value={against.version}
                          onChange={(event) => setOther(Number(event.target.value))}
                        >
                          {versions
                            .filter((it) => it !== version)
                            .map((it) => (
                              <option key={it.version} value={it.version}>
                                version {it.version}
                              </option>
                            ))}
                        </Select>
                      </span>
                      {may && version.version !== template.version && (
                        <Button
                          look="primary"
                          className="ml-auto"
                          busy={restore.isPending}
                          onClick={() => restore.mutate(version.version ?? 0)}
                        >
                          Restore version {version.version}
                        </Button>
                      )}
                    </div>
                    <Suspense fallback={<Loading rows={4} />}>
                      <VersionDiff before={against.parts ?? {}} after={version.parts ?? {}} />
                    </Suspense>
                  </>
                )}
                {version && !against && <p className="text-muted">It has only one version so far.</p>}
              </div>
            </div>
          );
        }}
      </Loaded>
    </Dialog>
  );
}

function VersionLine({
  version,
  chosen,
  onChoose,
}: {
  version: Schemas['TemplateVersion'];
  chosen: boolean;
  onChoose: () => void;
}) {
  const nameOf = useNames();
  const actor = version.actor ?? '';
  return (
    <li>
      <button
        type="button"
        aria-pressed={chosen}
        onClick={onChoose}
        className={cx('w-full rounded-md px-2 py-1.5 text-left', chosen ? 'bg-accent-bg' : 'hover:bg-sunken')}
      >
        <span className="font-medium">Version {version.version}</span>{' '}
        <span className="text-muted">{version.change}</span>
        <span className="block text-xs text-muted">
          <Ago time={version.createTime} /> by{' '}
          {actor.startsWith('user:') ? nameOf(actor.slice('user:'.length)) : 'an API key'}
        </span>
      </button>
    </li>
  );
}
