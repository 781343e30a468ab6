import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';

/**
 * The table where its columns fit beside each other, cards where not.
 *
 * @param unitsMin what the columns need, in units of the theme's spacing.
 * @param yearUnits what they need for dates with a year.
 * @param coveredPx how much of the top is covered above the table's header.
 *
 * A container query, not a media query: in Grafana the same component sits in a panel of any width.
 * The roles in the markup keep it a table for screen readers when `display` no longer says so.
 */
export const getTableStyles = (
  theme: GrafanaTheme2,
  unitsMin: number,
  yearUnits: number,
  coveredPx: number,
) => {
  const narrow = `@container (max-width: ${theme.spacing(unitsMin)})`;
  const between = `@container (min-width: 720px) and (max-width: ${theme.spacing(unitsMin)})`;
  const yearless = `@container (max-width: ${theme.spacing(yearUnits)})`;
  const border = `${theme.spacing(0.125)} solid ${theme.colors.border.weak}`;
  return {
    container: css({ containerType: 'inline-size', position: 'relative', minWidth: 0 }),
    stale: css({ opacity: 0.6 }),
    table: css({
      width: '100%',
      borderCollapse: 'collapse',
      // Columns keep their place while rows come and go.
      tableLayout: 'fixed',
      // Cards have a strip for what waits above them.
      [narrow]: {
        display: 'block',
        paddingTop: theme.spacing(4),
        '& > tbody': { display: 'block' },
      },
    }),
    head: css({
      [narrow]: {
        display: 'block',
        position: 'absolute',
        width: theme.spacing(0.125),
        height: theme.spacing(0.125),
        clipPath: 'inset(50%)',
        overflow: 'hidden',
      },
    }),
    headCell: css({
      // Stays in sight, as its last cell does, where new sessions are offered.
      position: 'sticky',
      zIndex: 1,
      background: theme.colors.background.primary,
      padding: theme.spacing(1),
      textAlign: 'left',
      whiteSpace: 'nowrap',
      overflow: 'hidden',
      textOverflow: 'ellipsis',
      color: theme.colors.text.secondary,
      fontSize: theme.typography.bodySmall.fontSize,
      fontWeight: theme.typography.fontWeightMedium,
      // A border of a collapsed table would scroll away.
      boxShadow: `inset 0 -${theme.spacing(0.125)} ${theme.colors.border.weak}`,
    }),
    // What the keyboard reaches does not stop behind the header (WCAG 2.2, 2.4.11).
    body: css({
      '& :is(a, button, [tabindex])': {
        scrollMarginTop: `calc(${coveredPx}px + ${theme.spacing(5)})`,
        [narrow]: { scrollMarginTop: coveredPx },
      },
    }),
    headNumber: css({ textAlign: 'right' }),
    row: css({
      borderBottom: border,
      // As Grafana's own tables; on action.hover weak words have a contrast of 4.15 only.
      '&:hover': { background: theme.colors.emphasize(theme.colors.background.primary, 0.03) },
      [narrow]: {
        display: 'grid',
        // The date stands on one line on a phone of 360 px, too.
        gridTemplateColumns: 'minmax(0, 1.27fr) minmax(0, 1fr)',
        gap: theme.spacing(1, 0.5),
        padding: theme.spacing(1.5, 0),
      },
      [between]: { gridTemplateColumns: 'repeat(4, minmax(0, 1fr))', columnGap: theme.spacing(2) },
    }),
    rowOpen: css({ borderBottom: 0, background: theme.colors.background.secondary }),
    cell: css({
      padding: theme.spacing(0.75, 1),
      verticalAlign: 'middle',
      [narrow]: { display: 'block', padding: 0, minWidth: 0, textAlign: 'left' },
    }),
    cellLabel: css({
      display: 'none',
      [narrow]: {
        display: 'block',
        color: theme.colors.text.secondary,
        fontSize: theme.typography.bodySmall.fontSize,
      },
    }),
    cellValue: css({
      overflowWrap: 'anywhere',
      // The year of a date; cards have room for it.
      [yearless]: { '& > time > span': { display: 'none' } },
      [narrow]: { '& > time > span': { display: 'inline' } },
    }),
    oneLine: css({
      whiteSpace: 'nowrap',
      overflow: 'hidden',
      textOverflow: 'ellipsis',
      [narrow]: { whiteSpace: 'normal', overflow: 'visible' },
    }),
    sessionId: css({ maxWidth: theme.spacing(26), [narrow]: { maxWidth: 'none' } }),
    number: css({
      textAlign: 'right',
      whiteSpace: 'nowrap',
      fontVariantNumeric: 'tabular-nums',
    }),
    action: css({
      padding: theme.spacing(0.5, 1),
      textAlign: 'right',
      whiteSpace: 'nowrap',
      [narrow]: { padding: 0, gridColumn: '1 / -1', textAlign: 'left' },
    }),
    detailRow: css({ borderBottom: border, [narrow]: { display: 'block' } }),
    detail: css({
      padding: 0,
      background: theme.colors.background.canvas,
      [narrow]: { display: 'block' },
    }),
    skeletonCell: css({ padding: theme.spacing(1.25, 1) }),
    footer: css({
      display: 'flex',
      flexWrap: 'wrap',
      alignItems: 'center',
      justifyContent: 'center',
      gap: theme.spacing(2),
      minHeight: theme.spacing(7),
      paddingTop: theme.spacing(1.5),
      color: theme.colors.text.secondary,
    }),
    // In the header's last cell, which is empty: it covers nothing, and its coming moves nothing.
    newBar: css({
      position: 'sticky',
      zIndex: 2,
      height: 0,
      display: 'flex',
      justifyContent: 'flex-end',
      '& > button': {
        margin: theme.spacing(0.625, 1, 0, 0),
        borderRadius: theme.shape.radius.pill,
      },
    }),
  };
};

export type TableStyles = ReturnType<typeof getTableStyles>;

/** What stands in the cells. */
export const getCellStyles = (theme: GrafanaTheme2) => ({
  weak: css({ color: theme.colors.text.secondary }),
  subscriber: css({
    display: 'inline-flex',
    alignItems: 'center',
    gap: theme.spacing(0.5),
    '&:hover > button > svg:last-child': { opacity: 1 },
  }),
  outcome: css({
    display: 'inline-flex',
    alignItems: 'center',
    gap: theme.spacing(1),
    verticalAlign: 'middle',
  }),
  hookError: css({ color: theme.colors.error.text }),
});
