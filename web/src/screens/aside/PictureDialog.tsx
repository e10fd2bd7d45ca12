import { type KeyboardEvent, type PointerEvent, useEffect, useRef, useState } from "react";
import { Button } from "../parts/Button";
import { Dialog } from "../parts/Dialog";
import { useTexts } from "../texts";
import { type Cut, MIDDLE, moved, squareOf, ZOOM_MAX } from "./crop";
import { draw, jpegOf } from "./jpeg";
import "./picture.css";

/** Pixels of the picture while it is being cut. */
const SHOWN_PIXELS = 512;
/** How far an arrow key moves it, in shares of what is seen. */
const KEY_SHARE = 0.05;

const ARROWS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-KEY_SHARE, 0],
  ArrowRight: [KEY_SHARE, 0],
  ArrowUp: [0, -KEY_SHARE],
  ArrowDown: [0, KEY_SHARE],
};

interface PictureDialogProps {
  readonly file: File;
  readonly onClose: () => void;
  readonly onChosen: (picture: Uint8Array) => void;
}

/** Cuts a picture to the round that a group shows, and makes it small. */
export function PictureDialog({ file, onClose, onChosen }: PictureDialogProps) {
  const texts = useTexts();
  const source = useSource(file);
  const [cut, setCut] = useState(MIDDLE);
  const [failed, setFailed] = useState(false);
  const use = async (bitmap: ImageBitmap) => {
    const picture = await jpegOf(bitmap, squareOf(bitmap, cut));
    if (picture) onChosen(picture);
    else setFailed(true);
  };
  return (
    <Dialog
      title={texts.group.picture}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{texts.cancel}</Button>
          {source instanceof ImageBitmap && (
            <Button look="main" onClick={() => void use(source)}>
              {texts.group.pictureUse}
            </Button>
          )}
        </>
      }
    >
      {source instanceof ImageBitmap && <Cutting source={source} cut={cut} onCut={setCut} />}
      {(source === "unreadable" || failed) && (
        <p className="problem" role="alert">
          {texts.group.pictureUnreadable}
        </p>
      )}
    </Dialog>
  );
}

interface CuttingProps {
  readonly source: ImageBitmap;
  readonly cut: Cut;
  readonly onCut: (cut: Cut) => void;
}

/** The picture under a finger, a mouse or the arrow keys, and how near it is. */
function Cutting({ source, cut, onCut }: CuttingProps) {
  const texts = useTexts().group;
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const context = canvas.current?.getContext("2d");
    if (context) {
      context.clearRect(0, 0, SHOWN_PIXELS, SHOWN_PIXELS);
      draw(context, source, squareOf(source, cut), SHOWN_PIXELS);
    }
  }, [source, cut]);
  const onPointerMove = (event: PointerEvent<HTMLCanvasElement>) => {
    if (event.currentTarget.hasPointerCapture(event.pointerId)) {
      const across = event.currentTarget.clientWidth;
      onCut(moved(source, cut, -event.movementX / across, -event.movementY / across));
    }
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const arrow = ARROWS[event.key];
    if (arrow) {
      event.preventDefault();
      onCut(moved(source, cut, ...arrow));
    }
  };
  return (
    <div className="cutting">
      <canvas
        ref={canvas}
        width={SHOWN_PIXELS}
        height={SHOWN_PIXELS}
        role="img"
        aria-label={texts.pictureMove}
        tabIndex={0}
        onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
        onPointerMove={onPointerMove}
        onKeyDown={onKeyDown}
      />
      <label>
        {texts.pictureZoom}
        <input
          type="range"
          min={1}
          max={ZOOM_MAX}
          step={0.01}
          value={cut.zoom}
          onChange={(event) => onCut({ ...cut, zoom: event.target.valueAsNumber })}
        />
      </label>
    </div>
  );
}

/** What is in the file, once it is read. */
function useSource(file: File): ImageBitmap | "reading" | "unreadable" {
  const [source, setSource] = useState<ImageBitmap | "reading" | "unreadable">("reading");
  useEffect(() => {
    let made: ImageBitmap | null = null;
    let wanted = true;
    createImageBitmap(file).then(
      (bitmap) => {
        made = bitmap;
        if (wanted) setSource(bitmap);
        else bitmap.close();
      },
      () => {
        if (wanted) setSource("unreadable");
      },
    );
    return () => {
      wanted = false;
      made?.close();
    };
  }, [file]);
  return source;
}
