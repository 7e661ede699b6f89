import { Field, Select } from '@/components/Field';
import { useCaller } from '@/lib/caller';
import { type Role, roles } from './api/users';

/** The roles that the reader may give: only an owner makes owners. */
export function RoleSelect({
  role,
  onChange,
  error,
}: {
  role: Role;
  onChange: (role: Role) => void;
  error?: string | undefined;
}) {
  const { may } = useCaller();
  const offered = roles.filter((it) => it.role !== 'ROLE_OWNER' || role === 'ROLE_OWNER' || may('owner'));
  return (
    <Field
      label="Role"
      hint={`Who ${roles.find((it) => it.role === role)?.may ?? 'has no role'}.`}
      error={error}
    >
      <Select value={role} onChange={(event) => onChange(event.target.value as Role)}>
        {offered.map((it) => (
          <option key={it.role} value={it.role}>
            {it.label}
          </option>
        ))}
      </Select>
    </Field>
  );
}
