import * as Dropdown from "@radix-ui/react-dropdown-menu";
import type { ReactElement, ReactNode } from "react";
import { cx } from "../cx";
import "./menu.css";

/** One thing that can be chosen; null where there is nothing. */
export type MenuItem =
  | {
      readonly label: string;
      readonly icon?: ReactNode;
      readonly danger?: boolean;
      readonly onChoose: () => void;
    }
  | null
  | false;

interface MenuProps {
  /** What opens it. */
  readonly children: ReactElement;
  readonly items: readonly MenuItem[];
  readonly align?: "start" | "end";
}

/** Choices that open from a button. */
export function Menu({ children, items, align = "end" }: MenuProps) {
  return (
    <Dropdown.Root modal={false}>
      <Dropdown.Trigger asChild>{children}</Dropdown.Trigger>
      <Dropdown.Portal>
        <Dropdown.Content className="menu" align={align} sideOffset={4} collisionPadding={8} loop>
          {items.map(
            (item) =>
              item && (
                <Dropdown.Item
                  key={item.label}
                  className={cx("menu-item", item.danger && "menu-danger")}
                  onSelect={item.onChoose}
                >
                  {item.icon}
                  <span>{item.label}</span>
                </Dropdown.Item>
              ),
          )}
        </Dropdown.Content>
      </Dropdown.Portal>
    </Dropdown.Root>
  );
}
