// The device's own time: the day and the hour on a wall where it stands.

export const words = (moment, zone) =>
  new Date(moment).toLocaleString([], { timeZone: zone, weekday: "short", month: "short", day: "numeric", hour: "numeric", minute: "2-digit" });

export const hour = (moment, zone) => new Date(moment).toLocaleTimeString([], { timeZone: zone, hour: "numeric", minute: "2-digit" });

// By how many milliseconds a wall there is ahead of UTC.
export function offset(moment, zone) {
  const parts = new Intl.DateTimeFormat("en-US", { timeZone: zone, hourCycle: "h23", year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric", second: "numeric" }).formatToParts(new Date(moment));
  const { year, month, day, hour: hours, minute, second } = Object.fromEntries(parts.map(({ type, value }) => [type, Number(value)]));
  return Date.UTC(year, month - 1, day, hours, minute, second) - Math.floor(moment / 1000) * 1000;
}
