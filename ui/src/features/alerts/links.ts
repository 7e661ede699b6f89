/** Only what a browser may open from a page of ours: never `javascript:` and its like. */
export function isLink(text: string | undefined): text is string {
  if (!text || !/^https?:\/\//i.test(text)) return false;
  return URL.canParse(text);
}

const names = ['runbook_url', 'runbook', 'runbookurl', 'playbook', 'playbook_url'];

/** The annotation that links to what is to be done. */
export function runbookOf(
  annotations: Record<string, string> | undefined,
): { name: string; url: string } | undefined {
  for (const [name, url] of Object.entries(annotations ?? {})) {
    if (names.includes(name.toLowerCase().replaceAll('-', '_')) && isLink(url)) return { name, url };
  }
  return undefined;
}
