import { DirectionProvider } from "@radix-ui/react-direction";
import { Suspense, useEffect, useState } from "react";
import { useApp } from "./context";
import { Entrance } from "./entrance/Entrance";
import { later, whenIdle } from "./later";
import { Bird } from "./parts/Bird";
import { loadTexts, rememberLanguage, TextsProvider, type Language, type Texts } from "./texts";

const Home = later(() => import("./home/Home"));

interface AppProps {
  readonly firstLanguage: Language;
  readonly firstTexts: Texts;
}

/** The whole client: the way in, or the conversations. */
export function App({ firstLanguage, firstTexts }: AppProps) {
  const [spoken, setSpoken] = useState({ language: firstLanguage, texts: firstTexts });
  const kind = useApp((state) => state.signedIn.kind);
  const direction = document.documentElement.dir === "rtl" ? "rtl" : "ltr";

  useEffect(() => {
    document.documentElement.lang = spoken.language;
  }, [spoken.language]);

  // While the device reads its store, or somebody fills in the form.
  useEffect(() => whenIdle(Home.preload), []);

  const change = (language: Language) => {
    rememberLanguage(language);
    void loadTexts(language).then((texts) => setSpoken({ language, texts }));
  };
  return (
    <TextsProvider spoken={{ ...spoken, change }}>
      <DirectionProvider dir={direction}>
        <Suspense fallback={<Opening />}>
          {kind === "opening" ? <Opening /> : kind === "nobody" || kind === "linking" ? <Entrance /> : <Home />}
        </Suspense>
      </DirectionProvider>
    </TextsProvider>
  );
}

/** For the moment until the device has read its store. */
function Opening() {
  return (
    <div className="opening" role="status" aria-label="Godwit">
      <Bird size={72} />
    </div>
  );
}
