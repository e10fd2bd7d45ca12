export default function Devices(_: { readonly id?: string; readonly aside?: string }) {
  return null;
}
