import type { Field, LinkModel } from '@grafana/data';
import { Button, Dropdown, LinkButton, Menu } from '@grafana/ui';

interface Props {
  readonly links: readonly LinkModel<Field>[];
  readonly sessionId: string;
}

/** The data links of a session: one as a button, several in a menu. */
export function RowLinks({ links, sessionId }: Props) {
  const [first] = links;
  if (first === undefined) {
    return null;
  }
  if (links.length === 1) {
    return (
      <LinkButton
        href={first.href}
        target={first.target}
        onClick={first.onClick}
        variant="secondary"
        fill="text"
        size="sm"
        icon={first.target === '_blank' ? 'external-link-alt' : 'link'}
        tooltip={first.title}
        aria-label={`${first.title}: session ${sessionId}`}
      />
    );
  }
  const menu = (
    <Menu>
      {links.map((link) => (
        <Menu.Item
          key={`${link.title} ${link.href}`}
          label={link.title}
          url={link.href}
          target={link.target}
          icon={link.target === '_blank' ? 'external-link-alt' : 'link'}
          {...(link.onClick !== undefined && { onClick: link.onClick })}
        />
      ))}
    </Menu>
  );
  return (
    <Dropdown overlay={menu} placement="bottom-end">
      <Button
        variant="secondary"
        fill="text"
        size="sm"
        icon="link"
        tooltip="Links"
        aria-label={`Links of session ${sessionId}`}
      />
    </Dropdown>
  );
}
