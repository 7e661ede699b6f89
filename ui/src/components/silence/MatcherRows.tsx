import { Plus, X } from 'lucide-react';
import { useId } from 'react';
import { useSeenLabels } from '@/lib/seenLabels';
import { type Matcher, matcherText, operators, propertyOf } from '@/lib/silences';
import { Button, IconButton } from '../Button';
import { Input, Select } from '../Field';

const properties = ['severity', 'source', 'title'];
const severities = ['critical', 'major', 'minor', 'warning', 'info'];

/** What an alert has to be like: each line a property, how it is compared, and with what. All have to hold. */
export function MatcherRows({
  matchers,
  onChange,
  errorOf,
}: {
  matchers: readonly Matcher[];
  onChange: (matchers: Matcher[]) => void;
  /** What the server says about the matcher at a place. */
  errorOf: (index: number) => string | undefined;
}) {
  const id = useId();
  const seen = useSeenLabels();
  const put = (index: number, changed: Partial<Matcher>) =>
    onChange(matchers.map((it, at) => (at === index ? { ...it, ...changed } : it)));
  const valuesOf = (name: string | undefined): readonly string[] =>
    name === 'severity'
      ? severities
      : name === 'source'
        ? seen.sources
        : (seen.labels.get((name ?? '').replace(/^labels\./, '')) ?? []);
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="mb-1 font-medium">Alerts of which all this holds</legend>
      <datalist id={`${id}-names`}>
        {[...properties, ...seen.labels.keys()].map((it) => (
          <option key={it} value={it} />
        ))}
      </datalist>
      {matchers.map((matcher, index) => {
        const error = errorOf(index);
        const nth = index + 1;
        return (
          <div key={index}>
            <div className="flex flex-wrap items-center gap-2 sm:flex-nowrap">
              {matcher.operator === 'MATCH_OPERATOR_IN' ? (
                <span className="flex-1 rounded-md bg-sunken px-2.5 py-1">{matcherText(matcher)}</span>
              ) : (
                <>
                  <Input
                    aria-label={`Property ${nth}`}
                    placeholder="service"
                    list={`${id}-names`}
                    className="min-w-24 flex-1 font-mono"
                    value={(matcher.name ?? '').replace(/^labels\./, '')}
                    aria-invalid={error ? true : undefined}
                    onChange={(event) => put(index, { name: propertyOf(event.target.value) })}
                  />
                  <Select
                    aria-label={`Comparison ${nth}`}
                    className="!w-auto shrink-0"
                    value={matcher.operator}
                    onChange={(event) => put(index, { operator: event.target.value as Matcher['operator'] })}
                  >
                    {operators.map(([operator, word]) => (
                      <option key={operator} value={operator}>
                        {word}
                      </option>
                    ))}
                  </Select>
                  <datalist id={`${id}-values-${index}`}>
                    {valuesOf(matcher.name).map((it) => (
                      <option key={it} value={it} />
                    ))}
                  </datalist>
                  <Input
                    aria-label={`Value ${nth}`}
                    placeholder="checkout"
                    list={`${id}-values-${index}`}
                    className="min-w-24 flex-1 font-mono"
                    value={matcher.value ?? ''}
                    aria-invalid={error ? true : undefined}
                    onChange={(event) => put(index, { value: event.target.value })}
                  />
                </>
              )}
              {matchers.length > 1 && (
                <IconButton
                  label={`Remove line ${nth}`}
                  onClick={() => onChange(matchers.filter((_, at) => at !== index))}
                >
                  <X size={15} aria-hidden />
                </IconButton>
              )}
            </div>
            {error && <p className="mt-1 text-xs text-critical">{error}</p>}
          </div>
        );
      })}
      <Button
        look="quiet"
        className="self-start"
        icon={<Plus size={15} aria-hidden />}
        onClick={() => onChange([...matchers, emptyMatcher])}
      >
        Add a line
      </Button>
    </fieldset>
  );
}

export const emptyMatcher: Matcher = { name: '', operator: 'MATCH_OPERATOR_EQUAL', value: '' };
