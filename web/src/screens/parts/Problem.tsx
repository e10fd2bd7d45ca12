import type { Failure } from "../../device/api";
import { failureText } from "../failures";
import { useTexts } from "../texts";

/** Why something was not done, when it was not. */
export function Problem({ failure }: { readonly failure: Failure | null | undefined }) {
  const texts = useTexts();
  return (
    failure && (
      <p className="problem" role="alert">
        {failureText(failure, texts)}
      </p>
    )
  );
}
