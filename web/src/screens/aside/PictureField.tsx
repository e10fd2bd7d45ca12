import { useRef, useState } from "react";
import { Avatar } from "../parts/Avatar";
import { Button } from "../parts/Button";
import { useTexts } from "../texts";
import { PictureDialog } from "./PictureDialog";

interface PictureFieldProps {
  /** Of the group, for the face that it has without a picture. */
  readonly id: string;
  readonly name: string;
  readonly picture: Uint8Array | null;
  readonly onChange: (picture: Uint8Array | null) => void;
}

/** The picture of a group, to be chosen from a file or taken away. */
export function PictureField({ id, name, picture, onChange }: PictureFieldProps) {
  const texts = useTexts().group;
  const input = useRef<HTMLInputElement>(null);
  const [file, setFile] = useState<File | null>(null);
  return (
    <>
      <div className="edit-picture">
        <Avatar id={id} name={name} picture={picture} size="large" />
        <div className="edit-picture-buttons">
          <Button onClick={() => input.current?.click()}>{texts.pictureChoose}</Button>
          {picture && (
            <Button look="plain" onClick={() => onChange(null)}>
              {texts.pictureRemove}
            </Button>
          )}
        </div>
      </div>
      <input
        ref={input}
        type="file"
        accept="image/*"
        hidden
        onChange={(event) => {
          setFile(event.target.files?.[0] ?? null);
          // The same file may be chosen again.
          event.target.value = "";
        }}
      />
      {file && (
        <PictureDialog
          file={file}
          onClose={() => setFile(null)}
          onChosen={(chosen) => {
            onChange(chosen);
            setFile(null);
          }}
        />
      )}
    </>
  );
}
