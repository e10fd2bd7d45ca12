/** Characters before the found place that are shown with it. */
const BEFORE = 24;
const SHOWN = 140;

/** A text around the place where it has what was searched for, which is marked. */
export function Marked({ text, query }: { readonly text: string; readonly query: string }) {
  const wanted = query.trim();
  const at = plain(text).indexOf(plain(wanted));
  if (at < 0 || plain(text).length !== text.length) {
    return <bdi>{text.slice(0, SHOWN)}</bdi>;
  }
  const start = at > BEFORE * 2 ? at - BEFORE : 0;
  return (
    <bdi>
      {start > 0 && "…"}
      {text.slice(start, at)}
      <mark>{text.slice(at, at + wanted.length)}</mark>
      {text.slice(at + wanted.length, at + SHOWN)}
    </bdi>
  );
}

/** Without case and accents, as the search on the device compares. */
function plain(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}
