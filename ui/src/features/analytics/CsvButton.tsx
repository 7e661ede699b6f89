import { useMutation } from '@tanstack/react-query';
import { Download } from 'lucide-react';
import { IconButton } from '@/components/Button';
import { type CsvTable, reportCsv } from './api/report';
import type { RangeSearch } from './range';

/** Saves a table of the report as a file. */
export function CsvButton({
  search,
  table,
  name,
}: {
  search: RangeSearch;
  table: NonNullable<CsvTable>;
  name: string;
}) {
  const saving = useMutation({
    mutationFn: () => reportCsv(search, table),
    onSuccess: (text) => save(`tocsin-${name}.csv`, text),
  });
  return (
    <IconButton label={`Save ${name} as CSV`} busy={saving.isPending} onClick={() => saving.mutate()}>
      <Download size={16} aria-hidden />
    </IconButton>
  );
}

function save(file: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = file;
  link.click();
  // Not at once: the browser may not have begun to read it.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
