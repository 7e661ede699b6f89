import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { UserPlus } from 'lucide-react';
import { useState } from 'react';
import { Badge } from '@/components/Badges';
import { Button } from '@/components/Button';
import { Checkbox, Input } from '@/components/Field';
import { NameLink } from '@/components/NameLink';
import { Card, Page } from '@/components/Page';
import { Empty, Loaded } from '@/components/States';
import { Table } from '@/components/Table';
import { useCaller } from '@/lib/caller';
import { peopleQuery } from '@/lib/people';
import { everybodyQuery, roleLabel, type User } from './api/users';
import { NewPerson } from './NewPerson';

const has = (user: User, text: string) =>
  `${user.name} ${user.email} ${roleLabel(user.role)}`.toLowerCase().includes(text.toLowerCase());

export function PeopleScreen() {
  const { q = '', inactive = false } = useSearch({ from: '/shell/people' });
  const navigate = useNavigate({ from: '/people' });
  const { may, userId } = useCaller();
  const [adding, setAdding] = useState(false);
  const active = useQuery({ ...peopleQuery, enabled: !inactive });
  const everybody = useQuery({ ...everybodyQuery, enabled: inactive });
  const query = inactive ? everybody : active;

  return (
    <Page
      title="People"
      actions={
        may('admin') && (
          <Button look="primary" icon={<UserPlus size={15} aria-hidden />} onClick={() => setAdding(true)}>
            Add a person
          </Button>
        )
      }
    >
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <Input
          type="search"
          aria-label="Find people"
          placeholder="Name, address or role"
          className="sm:max-w-72"
          value={q}
          onChange={(event) =>
            navigate({ search: (old) => ({ ...old, q: event.target.value || undefined }), replace: true })
          }
        />
        <Checkbox
          label="With deactivated people"
          checked={inactive}
          onChange={(event) =>
            navigate({
              search: (old) => ({ ...old, inactive: event.target.checked || undefined }),
              replace: true,
            })
          }
        />
      </div>
      <Card>
        <Loaded query={query} what="the people">
          {(users) => {
            const found = users.filter((it) => has(it, q));
            if (found.length === 0) {
              return <Empty title={`Nobody matches “${q}”`}>Try a part of the name or of the address.</Empty>;
            }
            return (
              <Table
                label="People"
                keyOf={(it) => it.id ?? ''}
                rows={found}
                columns={[
                  {
                    head: 'Name',
                    cell: (it) => (
                      <NameLink to="/people/$id" params={{ id: it.id ?? '' }}>
                        {it.name}
                        {it.id === userId && <span className="ml-1 font-normal text-faint">(you)</span>}
                      </NameLink>
                    ),
                  },
                  { head: 'E-mail', cell: (it) => <span className="break-all text-muted">{it.email}</span> },
                  { head: 'Role', cell: (it) => roleLabel(it.role) },
                  {
                    head: 'Time zone',
                    cell: (it) => <span className="text-muted">{it.timeZone || 'UTC'}</span>,
                  },
                  {
                    head: 'State',
                    cell: (it) => (it.active ? <Badge tone="ok">active</Badge> : <Badge>deactivated</Badge>),
                  },
                ]}
              />
            );
          }}
        </Loaded>
      </Card>
      {adding && <NewPerson onClose={() => setAdding(false)} />}
    </Page>
  );
}
