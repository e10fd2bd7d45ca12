import { type SubmitEvent, useId, useState } from "react";
import type { GroupConversation } from "../../device/api";
import { useGo } from "../context";
import { useDoing } from "../hooks";
import { Bar } from "../parts/Bar";
import { Button } from "../parts/Button";
import { Field } from "../parts/Field";
import { Problem } from "../parts/Problem";
import { useTexts } from "../texts";
import { PictureField } from "./PictureField";

const NAME_CHARACTERS_MAX = 80;
const DESCRIPTION_CHARACTERS_MAX = 500;

/** Name, picture and description of a group, which only its members can see. */
export default function EditDetails({ conversation }: { readonly conversation: GroupConversation }) {
  const texts = useTexts();
  const go = useGo();
  const doing = useDoing();
  const id = useId();
  const [name, setName] = useState(conversation.name);
  const [description, setDescription] = useState(conversation.description);
  const [picture, setPicture] = useState(conversation.picture);
  const save = async (event: SubmitEvent) => {
    event.preventDefault();
    if (name.trim() === "") {
      return;
    }
    const answer = await doing.ask<"setDetails">({
      kind: "setDetails",
      conversation: conversation.id,
      name: name.trim(),
      description: description.trim(),
      picture,
    });
    if (answer.ok) go({ aside: "info" });
  };
  return (
    <>
      <Bar title={texts.group.editDetails} onLeave={() => go({ aside: "info" })} />
      <form className="pane-body section-form edit" onSubmit={(event) => void save(event)} noValidate>
        <PictureField id={conversation.id} name={name} picture={picture} onChange={setPicture} />
        <Field
          label={texts.group.name}
          value={name}
          maxLength={NAME_CHARACTERS_MAX}
          problem={name.trim() === "" ? texts.chats.noName : null}
          autoComplete="off"
          dir="auto"
          onChange={(event) => setName(event.target.value)}
        />
        <div className="field">
          <label htmlFor={id}>{texts.group.description}</label>
          <div className="field-box">
            <textarea
              id={id}
              rows={4}
              dir="auto"
              value={description}
              maxLength={DESCRIPTION_CHARACTERS_MAX}
              onChange={(event) => setDescription(event.target.value)}
            />
          </div>
        </div>
        <Problem failure={doing.failure} />
        <Button type="submit" look="main" busy={doing.busy}>
          {texts.save}
        </Button>
      </form>
    </>
  );
}
