export default function NewChat(_: { readonly id?: string; readonly aside?: string }) {
  return null;
}
