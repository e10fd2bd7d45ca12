import { Bird } from "../parts/Bird";
import { useTexts } from "../texts";

/** In the place of a conversation while none is chosen. */
export function Nothing() {
  const texts = useTexts().chats;
  return (
    <div className="nothing">
      <Bird size={96} />
      <h2>{texts.pickOne}</h2>
      <p>{texts.pickOneLead}</p>
    </div>
  );
}
