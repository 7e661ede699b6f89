import { type Draft, isStored, type SettingField, type Settings } from '@/lib/settings';
import { Checkbox, Field, Input, Select, TextArea } from './Field';

export interface SettingFieldsProps {
  fields: readonly SettingField[];
  draft: Draft;
  onChange: (name: string, value: string | boolean) => void;
  /** The settings as the server has them; absent for a new thing. */
  stored?: Settings | undefined;
  /** What is wrong with a field, by its name. */
  errorOf: (name: string) => string | undefined;
  readOnly?: boolean;
}

/** The controls of declared settings, the rarely used ones folded away. */
export function SettingFields(props: SettingFieldsProps) {
  const usual = props.fields.filter((it) => !it.rare);
  const rare = props.fields.filter((it) => it.rare);
  const open = rare.some((it) => {
    const value = props.draft[it.name];
    return props.errorOf(it.name) || (value !== false && value !== '' && value !== it.options?.[0]?.[0]);
  });
  return (
    <>
      {usual.map((it) => (
        <Setting key={it.name} field={it} {...props} />
      ))}
      {rare.length > 0 && (
        <details open={open || undefined} className="rounded-md border border-line px-3 py-1.5">
          <summary className="min-h-6 cursor-pointer text-muted">Rarely needed</summary>
          <div className="flex flex-col gap-3 pt-2 pb-2">
            {rare.map((it) => (
              <Setting key={it.name} field={it} {...props} />
            ))}
          </div>
        </details>
      )}
    </>
  );
}

function Setting({
  field,
  draft,
  onChange,
  stored,
  errorOf,
  readOnly,
}: SettingFieldsProps & { field: SettingField }) {
  const value = draft[field.name] ?? '';
  if (field.type === 'check') {
    return (
      <div>
        <Checkbox
          label={field.label}
          checked={value === true}
          disabled={readOnly}
          onChange={(event) => onChange(field.name, event.target.checked)}
        />
        {field.hint && <p className="text-xs text-faint">{field.hint}</p>}
      </div>
    );
  }
  const kept = isStored(field, stored);
  const common = {
    value: String(value),
    readOnly,
    placeholder: kept ? 'stored; leave empty to keep it' : field.placeholder,
    onChange: (event: { target: { value: string } }) => onChange(field.name, event.target.value),
  };
  return (
    <Field
      label={
        <>
          {field.label}
          {field.required && !kept && value === '' && (
            <span className="font-normal text-faint" aria-hidden>
              {' '}
              needed
            </span>
          )}
        </>
      }
      hint={field.hint}
      error={errorOf(field.name)}
    >
      {field.type === 'choice' ? (
        <Select
          value={String(value)}
          disabled={readOnly}
          onChange={(event) => onChange(field.name, event.target.value)}
        >
          {field.options?.map(([each, label]) => (
            <option key={each} value={each}>
              {label}
            </option>
          ))}
        </Select>
      ) : ['area', 'lines', 'pairs', 'json'].includes(field.type) ? (
        <TextArea {...common} rows={3} className={field.type === 'lines' ? '' : 'font-mono text-xs'} />
      ) : (
        <Input
          {...common}
          type={field.type === 'secret' ? 'password' : field.type === 'number' ? 'number' : 'text'}
          inputMode={field.type === 'url' ? 'url' : field.type === 'email' ? 'email' : undefined}
          autoComplete={field.type === 'secret' ? 'new-password' : 'off'}
          spellCheck={false}
        />
      )}
    </Field>
  );
}
