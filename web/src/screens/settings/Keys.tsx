import { useGo } from "../context";
import { SHORTCUTS } from "../home/shortcuts";
import { Bar } from "../parts/Bar";
import { useTexts } from "../texts";
import "./settings.css";

/** The keys that do something. */
export default function Keys() {
  const texts = useTexts();
  const say = texts.keys;
  const go = useGo();
  const rows = [
    [SHORTCUTS.search, say.search],
    [SHORTCUTS.newChat, say.newChat],
    [SHORTCUTS.next, say.next],
    [SHORTCUTS.previous, say.previous],
    ["Enter", say.send],
    ["Shift+Enter", say.newLine],
    ["↑ ↓", say.messages],
    ["Shift+F10", say.menu],
    [SHORTCUTS.escape, say.escape],
    [SHORTCUTS.help, say.help],
  ] as const;
  return (
    <>
      <Bar title={texts.settings.keys} onLeave={() => go({ rail: "settings" })} />
      <dl className="pane-body keys">
        {rows.map(([keys, meaning]) => (
          <div key={keys}>
            <dt>{meaning}</dt>
            <dd dir="ltr">
              {keys.split("+").map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </>
  );
}
