/** Far from the red of a gap and apart from each other. */
const HUES = [222, 158, 278, 40, 188, 322, 92, 250, 130, 300];

/** A quiet tint for each person, by place among those on the schedule; the name is always written on it. */
export function tintOf(place: number): React.CSSProperties {
  const hue = HUES[((place % HUES.length) + HUES.length) % HUES.length];
  return {
    backgroundColor: `light-dark(hsl(${hue} 55% 88%), hsl(${hue} 32% 23%))`,
    borderColor: `light-dark(hsl(${hue} 45% 60%), hsl(${hue} 35% 45%))`,
  };
}
