import { useApp } from "../context";
import { Bird } from "../parts/Bird";
import { useTexts } from "../texts";

/** In the place of a conversation while none is chosen, or there is none. */
export function Nothing() {
  const texts = useTexts().chats;
  const none = useApp((state) => state.conversations.size === 0);
  return (
    <div className="nothing">
      <Bird size={96} />
      <h2>{none ? texts.welcome : texts.pickOne}</h2>
      <p>{texts.pickOneLead}</p>
    </div>
  );
}
