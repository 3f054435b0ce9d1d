// The device's own time: the day and the hour on a wall where it stands, as people there write them.

const written = (moment, { zone, locale }, parts) => new Date(moment).toLocaleString(locale, { timeZone: zone, hour: "numeric", minute: "2-digit", ...parts });

export const words = (moment, place) => written(moment, place, { weekday: "short", month: "short", day: "numeric" });

export const hour = (moment, place) => written(moment, place);

export const second = (moment, place) => written(moment, place, { second: "2-digit" });

// By how many milliseconds a wall there is ahead of UTC.
export function offset(moment, zone) {
  const parts = new Intl.DateTimeFormat("en-US", { timeZone: zone, hourCycle: "h23", year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric", second: "numeric" }).formatToParts(new Date(moment));
  const { year, month, day, hour: hours, minute, second } = Object.fromEntries(parts.map(({ type, value }) => [type, Number(value)]));
  return Date.UTC(year, month - 1, day, hours, minute, second) - Math.floor(moment / 1000) * 1000;
}
