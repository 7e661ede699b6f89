import { useQueryClient } from '@tanstack/react-query';
import { Link, Outlet, useNavigate } from '@tanstack/react-router';
import { LogOut, Menu as MenuIcon, Moon, Sun, X } from 'lucide-react';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { IconButton } from '@/components/Button';
import { useCaller } from '@/lib/caller';
import { cx } from '@/lib/cx';
import { useNames } from '@/lib/people';
import { session } from '@/lib/session';
import { chooseTheme, theme } from '@/lib/theme';
import { ExpiredSession } from './ExpiredSession';
import { groups } from './nav';
import { navigation } from './navigation';

function Brand() {
  return (
    <Link to="/" className="flex h-9 items-center gap-2 px-2 font-semibold tracking-tight">
      <img src="/icon.svg" alt="" width={22} height={22} />
      Tocsin
    </Link>
  );
}

function Navigation({ onChoose }: { onChoose: () => void }) {
  const { may } = useCaller();
  return (
    <nav aria-label="Main" className="flex flex-1 flex-col gap-4 overflow-y-auto px-2 py-2">
      {groups.map((group) => {
        const items = navigation.filter((it) => it.group === group && (!it.least || may(it.least)));
        if (items.length === 0) return null;
        return (
          <div key={group}>
            <p className="px-2 pb-1 text-xs font-medium text-faint">{group}</p>
            <ul>
              {items.map((item) => (
                <li key={item.to}>
                  <Link
                    to={item.to}
                    onClick={onChoose}
                    activeOptions={{ exact: item.to === '/', includeSearch: false }}
                    className="flex h-8 items-center gap-2.5 rounded-md px-2 text-muted hover:bg-sunken hover:text-ink pointer-coarse:h-11"
                    activeProps={{ className: 'bg-sunken !text-ink font-medium', 'aria-current': 'page' }}
                  >
                    <item.icon size={16} aria-hidden />
                    {item.label}
                  </Link>
                </li>
              ))}
            </ul>
          </div>
        );
      })}
    </nav>
  );
}

function Account() {
  const { userId, role } = useCaller();
  const nameOf = useNames();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [dark, setDark] = useState(theme() !== 'light');
  return (
    <div className="flex items-center gap-1 border-t border-line px-3 py-2">
      <div className="min-w-0 flex-1">
        <Link to="/me" className="block truncate font-medium hover:underline">
          {userId ? nameOf(userId) : 'My account'}
        </Link>
        <p className="truncate text-xs text-faint">{(role ?? '').replace('ROLE_', '').toLowerCase()}</p>
      </div>
      <IconButton
        label={dark ? 'Light theme' : 'Dark theme'}
        onClick={() => {
          chooseTheme(dark ? 'light' : 'dark');
          setDark(!dark);
        }}
      >
        {dark ? <Sun size={16} aria-hidden /> : <Moon size={16} aria-hidden />}
      </IconButton>
      <IconButton
        label="Sign out"
        onClick={async () => {
          await session.end();
          queries.clear();
          navigate({ to: '/sign-in' });
        }}
      >
        <LogOut size={16} aria-hidden />
      </IconButton>
    </div>
  );
}

/** Navigation at the side (behind a button on a phone), the screen beside it. */
export function Shell() {
  const [open, setOpen] = useState(false);
  const state = useSyncExternalStore(
    (listener) => session.subscribe(listener),
    () => session.state(),
  );
  const navigate = useNavigate();
  useEffect(() => {
    // Signed out here or in another tab.
    if (state === 'signed-out') navigate({ to: '/sign-in' });
  }, [state, navigate]);

  return (
    <div className="flex min-h-dvh">
      <a
        href="#content"
        className="sr-only z-50 rounded bg-accent px-3 py-2 text-accent-ink focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
      >
        To the content
      </a>
      <aside
        className={cx(
          'fixed inset-y-0 left-0 z-30 w-60 flex-col border-r border-line bg-surface md:sticky md:top-0 md:flex md:h-dvh md:w-52 md:shrink-0',
          open ? 'flex' : 'hidden',
        )}
      >
        <div className="flex items-center justify-between px-2 pt-2">
          <Brand />
          <IconButton label="Close the navigation" className="md:hidden" onClick={() => setOpen(false)}>
            <X size={18} aria-hidden />
          </IconButton>
        </div>
        <Navigation onChoose={() => setOpen(false)} />
        <Account />
      </aside>
      {open && (
        <button
          type="button"
          aria-label="Close the navigation"
          className="fixed inset-0 z-20 bg-black/50 md:hidden"
          onClick={() => setOpen(false)}
        />
      )}
      <div className="flex min-w-0 flex-1 flex-col">
        <header className="sticky top-0 z-10 flex h-12 items-center gap-1 border-b border-line bg-surface px-2 md:hidden">
          <IconButton label="Open the navigation" aria-expanded={open} onClick={() => setOpen(true)}>
            <MenuIcon size={18} aria-hidden />
          </IconButton>
          <Brand />
        </header>
        <main id="content" tabIndex={-1} className="flex-1 outline-none">
          <Outlet />
        </main>
      </div>
      {state === 'expired' && <ExpiredSession />}
    </div>
  );
}
