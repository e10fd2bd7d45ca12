import { EmojiPicker as Picker } from "frimousse";
import { useSpoken } from "../texts";
import { emojiData } from "./emojiData";
import "./emoji.css";

/** All emoji, to search and to choose from. */
export default function EmojiPicker({ onChoose }: { readonly onChoose: (emoji: string) => void }) {
  const { language, texts } = useSpoken();
  const say = texts.conversation;
  return (
    <Picker.Root
      className="emoji"
      locale={language}
      columns={8}
      resolveEmojiData={emojiData}
      onEmojiSelect={({ emoji }) => onChoose(emoji)}
    >
      <div className="emoji-head">
        <Picker.Search className="emoji-search" placeholder={say.emojiSearch} aria-label={say.emojiSearch} autoFocus />
        <Picker.SkinToneSelector className="emoji-skin" aria-label={say.emojiSkin} title={say.emojiSkin} />
      </div>
      <Picker.Viewport className="emoji-viewport">
        <Picker.Loading className="emoji-said">{texts.loading}</Picker.Loading>
        <Picker.Empty className="emoji-said">{say.emojiNone}</Picker.Empty>
        <Picker.List
          className="emoji-list"
          components={{
            CategoryHeader: ({ category, ...rest }) => (
              <div className="emoji-category" {...rest}>
                {category.label}
              </div>
            ),
            Row: ({ children, ...rest }) => (
              <div className="emoji-row" {...rest}>
                {children}
              </div>
            ),
            Emoji: ({ emoji, ...rest }) => (
              <button type="button" className="emoji-one" data-active={emoji.isActive || undefined} {...rest}>
                {emoji.emoji}
              </button>
            ),
          }}
        />
      </Picker.Viewport>
    </Picker.Root>
  );
}
