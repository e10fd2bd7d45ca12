/** The sign of the product: a bar-tailed godwit. */
export function Bird({ size }: { readonly size: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 48 48" aria-hidden="true">
      <path
        fill="currentColor"
        d="M4 31.6c6-2 9.2-8.6 16.6-10.3 4-.9 4.9-3 5.4-6.2.6-3.6 3-5.6 5.8-5.6 2.7 0 4.6 1.6 5 3.9l9.4-2.1c.5-.1.7.5.2.8-3 1.7-6.2 3.1-9.7 3.9-.6 3.6-1.1 6.6-2.4 9.6-2.1 4.900-6.700 8.300-12.900 8.300-6.400 0-12-.9-17.400-2.300Z"
      />
      <path
        d="M19.500 33.500v9M26 32.700v9.800M17.300 43h5.200M23.800 43H29"
        stroke="currentColor"
        strokeWidth="1.500"
        strokeLinecap="round"
        fill="none"
      />
    </svg>
  );
}
