import { Link } from '@tanstack/react-router';
import { Empty } from '@/components/States';

export function NotFound() {
  return (
    <Empty title="There is no such page">
      <p>The address is mistyped, or what it showed has been deleted.</p>
      <Link to="/" className="text-accent underline">
        To the start page
      </Link>
    </Empty>
  );
}
