import { useInfiniteQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { commentsQuery, requeueComment } from './api/work';
import { WorkList } from './WorkList';

/** Notes of the timeline that are written on tickets. */
export function Comments() {
  const { all } = useSearch({ from: '/shell/tickets' });
  const query = useInfiniteQuery(commentsQuery(all ?? false));
  return (
    <WorkList
      query={query}
      label="Notes"
      nothing="No note was given up"
      queryKey="ticket-comments"
      requeue={requeueComment}
      columns={[
        {
          head: 'Note',
          cell: (it) => <span className="line-clamp-3 break-words">{it.text}</span>,
          className: 'sm:max-w-md',
        },
      ]}
    />
  );
}
