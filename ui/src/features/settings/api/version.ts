import { queryOptions } from '@tanstack/react-query';

/** The server's version: it stands at the head of the API's description, of which no more is read. */
export const versionQuery = queryOptions({
  queryKey: ['version'],
  queryFn: async ({ signal }) => {
    const response = await fetch('/api/docs/openapi.yaml', { signal });
    const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
    let head = '';
    for (let read = await reader.read(); !read.done && head.length < 16_384; read = await reader.read()) {
      head += read.value;
      const version = /^\s+version:\s*"?([^"\s]+)/m.exec(head)?.[1];
      if (version) {
        await reader.cancel();
        return version;
      }
    }
    return 'not known';
  },
  staleTime: Number.POSITIVE_INFINITY,
});
