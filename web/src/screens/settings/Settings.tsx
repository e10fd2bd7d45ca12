export default function Settings(_: { readonly id?: string; readonly aside?: string }) {
  return null;
}
