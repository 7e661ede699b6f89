/** How long until then: `in 4:05`, `in 1:04:05`, `now`. */
export function countdown(ms: number): string {
  const seconds = Math.ceil(ms / 1000);
  if (seconds <= 0) return 'now';
  const two = (value: number) => String(value).padStart(2, '0');
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  return hours > 0
    ? `in ${hours}:${two(minutes)}:${two(seconds % 60)}`
    : `in ${minutes}:${two(seconds % 60)}`;
}
