import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { Page } from '@/components/Page';
import { Empty, Loaded } from '@/components/States';
import { templatesQuery } from '@/lib/arrangement';

import { SetEditor } from './SetEditor';

/** The set that a template belongs to. */
export function TemplateScreen() {
  const { templateId } = useParams({ from: '/shell/templates/$templateId' });
  const query = useQuery(templatesQuery);
  return (
    <Loaded query={query} what="the template">
      {(templates) => {
        const template = templates.find((it) => it.id === templateId);
        if (!template) {
          return (
            <Page title="Template">
              <Empty title="There is no such template">
                <p>It has been deleted, or belongs to somebody else.</p>
              </Empty>
            </Page>
          );
        }
        const set = templates.filter((it) => it.name === template.name);
        return <SetEditor key={template.name} set={set} template={template} />;
      }}
    </Loaded>
  );
}

export function NewTemplateScreen() {
  return <SetEditor set={[]} />;
}
