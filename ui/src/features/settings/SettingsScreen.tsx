import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Choice } from '@/components/Choice';
import { Card, Facts, Page } from '@/components/Page';
import { useCaller } from '@/lib/caller';
import { chooseTheme, type Theme, theme } from '@/lib/theme';
import { readerZone } from '@/lib/time';
import { versionQuery } from './api/version';
import { ConfigForm } from './ConfigForm';
import { RestRulesForm } from './RestRulesForm';
import { Usage } from './Usage';

export function SettingsScreen() {
  const { may } = useCaller();
  return (
    <Page title="Settings">
      {may('admin') && <ConfigForm />}
      {may('admin') && <RestRulesForm />}
      {may('admin') && <Usage />}
      <Appearance />
      <About />
    </Page>
  );
}

function Appearance() {
  const [chosen, setChosen] = useState(theme);
  return (
    <Card title="Appearance">
      <div className="px-4 py-3">
        <Choice
          label="Theme in this browser"
          name="theme"
          value={chosen}
          onChange={(value) => {
            chooseTheme(value as Theme);
            setChosen(value as Theme);
          }}
          items={[
            { value: 'dark', title: 'Dark', line: 'Kind to eyes at three in the morning.' },
            { value: 'light', title: 'Light', line: 'For bright rooms.' },
            { value: 'system', title: 'As the system', line: 'Follows the settings of this device.' },
          ]}
        />
      </div>
    </Card>
  );
}

function About() {
  const version = useQuery(versionQuery);
  return (
    <Card title="About">
      <Facts
        items={[
          ['Tocsin', version.data ?? '…'],
          [
            'API',
            <a key="a" href="/api/docs" className="text-accent underline">
              /api/docs
            </a>,
          ],
          ['Your time zone', readerZone()],
          ['License', 'Apache 2.0'],
        ]}
      />
    </Card>
  );
}
