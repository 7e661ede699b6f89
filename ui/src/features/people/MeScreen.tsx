import { useQuery } from '@tanstack/react-query';
import { Facts, Page } from '@/components/Page';
import { Loaded, NoPermission } from '@/components/States';
import { useCaller } from '@/lib/caller';
import { roleLabel, userQuery } from './api/users';
import { ContactMethods } from './ContactMethods';
import { PasswordForm } from './PasswordForm';
import { PreferencesForm } from './PreferencesForm';
import { Sessions } from './Sessions';

/** The reader's own page. */
export function MeScreen() {
  const { userId = '', role, may } = useCaller();
  const query = useQuery(userQuery(userId));
  return (
    <Page title="My account">
      {role !== undefined && !userId ? (
        <NoPermission>Only people have an account; you are here with a key.</NoPermission>
      ) : (
        <Loaded query={query} what="your account">
          {(user) => (
            <>
              <div className="rounded-lg border border-line bg-surface">
                <Facts
                  items={[
                    ['Name', user.name],
                    ['E-mail', user.email],
                    ['Role', roleLabel(user.role)],
                  ]}
                />
              </div>
              {may('responder') && <ContactMethods userId={userId} email={user.email} mine mayChange />}
              <PreferencesForm userId={userId} mayChange />
              <PasswordForm />
              <Sessions />
            </>
          )}
        </Loaded>
      )}
    </Page>
  );
}
