export default function AsidePane(_: { readonly id?: string; readonly aside?: string }) {
  return null;
}
