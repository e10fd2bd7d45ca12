export default function NewGroup(_: { readonly id?: string; readonly aside?: string }) {
  return null;
}
