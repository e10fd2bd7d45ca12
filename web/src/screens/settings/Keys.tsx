export default function Keys(_: { readonly id?: string; readonly aside?: string }) {
  return null;
}
