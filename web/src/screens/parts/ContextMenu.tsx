import * as Context from "@radix-ui/react-context-menu";
import type { ReactElement } from "react";
import { cx } from "../cx";
import type { MenuItem } from "./Menu";
import "./menu.css";

interface ContextMenuProps {
  /** What it belongs to. */
  readonly children: ReactElement;
  /** Asked when it opens. */
  readonly items: () => readonly MenuItem[];
}

/** Choices that open by the right button, a long touch, or the menu key. */
export function ContextMenu({ children, items }: ContextMenuProps) {
  return (
    <Context.Root modal={false}>
      <Context.Trigger asChild>{children}</Context.Trigger>
      <Context.Portal>
        <Context.Content className="menu" collisionPadding={8} loop>
          <Items items={items} />
        </Context.Content>
      </Context.Portal>
    </Context.Root>
  );
}

function Items({ items }: { readonly items: () => readonly MenuItem[] }) {
  return items().map(
    (item) =>
      item && (
        <Context.Item
          key={item.label}
          className={cx("menu-item", item.danger && "menu-danger")}
          onSelect={item.onChoose}
        >
          {item.icon}
          <span>{item.label}</span>
        </Context.Item>
      ),
  );
}
