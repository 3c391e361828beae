import {
  type CSSVariablesResolver,
  createTheme,
  defaultVariantColorsResolver,
  type MantineColorsTuple,
  type VariantColorsResolver,
} from '@mantine/core';

// Sea blue from pale to deep. Shade 7 is the accent on light ground, shade 4 on dark.
const sea: MantineColorsTuple = [
  '#e2f2f8',
  '#c6e5f1',
  '#9bd2e7',
  '#6cc1df',
  '#41b4dd',
  '#1f97c4',
  '#0f82ae',
  '#0a6f97',
  '#085f82',
  '#06222e',
];

const toned: Record<string, string> = { sea: 'accent', red: 'bad', green: 'ok', orange: 'wait', blue: 'run' };

// The kit paints borders, popovers and quiet text from these two ramps.
const gray: MantineColorsTuple = [
  '#f6f7f9',
  '#eef0f3',
  '#e3e6eb',
  '#dce0e6',
  '#cfd5dd',
  '#8a95a3',
  '#67727f',
  '#566170',
  '#3a434f',
  '#161b22',
];
const dark: MantineColorsTuple = [
  '#e4e9f0',
  '#c5cdd8',
  '#8f9aaa',
  '#7c8898',
  '#313b49',
  '#212934',
  '#171d26',
  '#12171e',
  '#0c1015',
  '#080b0f',
];

/** Filled, soft and bare controls take their ink and ground from our tokens, so both schemes keep 4.5 : 1. */
const variantColorResolver: VariantColorsResolver = (input) => {
  const usual = defaultVariantColorsResolver(input);
  const token = toned[input.color ?? input.theme.primaryColor];
  if (!token) return usual;
  const ink = `var(--fd-${token})`;
  const soft = `var(--fd-${token}-soft)`;
  if (input.variant === 'filled') {
    const onInk = token === 'accent' ? 'var(--fd-on-accent)' : 'var(--fd-surface)';
    const hover =
      token === 'accent' ? 'var(--fd-accent-hover)' : `color-mix(in srgb, ${ink} 88%, var(--fd-text))`;
    return { ...usual, background: ink, hover, color: onInk, border: '1px solid transparent' };
  }
  if (input.variant === 'light') return { ...usual, background: soft, hover: soft, color: ink };
  if (input.variant === 'subtle') return { ...usual, background: 'transparent', hover: soft, color: ink };
  if (input.variant === 'outline') {
    return {
      ...usual,
      background: 'transparent',
      hover: soft,
      color: ink,
      border: '1px solid var(--fd-line-strong)',
    };
  }
  return usual;
};

const controlHeight: Record<string, string> = { xs: '26px', sm: '30px', md: '34px', lg: '40px' };
const controlFontSize: Record<string, string> = { xs: '12px', sm: '13px', md: '13px', lg: '14px' };
const controlPadding: Record<string, string> = { xs: '9px', sm: '12px', md: '14px', lg: '18px' };

export const theme = createTheme({
  primaryColor: 'sea',
  primaryShade: { light: 7, dark: 4 },
  colors: { sea, gray, dark },
  variantColorResolver,
  fontFamily: 'var(--fd-font)',
  fontFamilyMonospace: 'var(--fd-mono)',
  fontSizes: { xs: '12px', sm: '13px', md: '13px', lg: '15px', xl: '18px' },
  lineHeights: { xs: '1.4', sm: '1.45', md: '1.45', lg: '1.4', xl: '1.3' },
  spacing: { xs: '8px', sm: '12px', md: '16px', lg: '20px', xl: '28px' },
  radius: { xs: '4px', sm: '5px', md: '7px', lg: '9px', xl: '12px' },
  defaultRadius: 'md',
  cursorType: 'pointer',
  respectReducedMotion: true,
  headings: {
    fontWeight: '600',
    sizes: {
      h1: { fontSize: '18px', lineHeight: '1.3' },
      h2: { fontSize: '15px', lineHeight: '1.35' },
      h3: { fontSize: '13px', lineHeight: '1.4' },
    },
  },
  components: {
    Button: {
      defaultProps: { size: 'sm' },
      styles: { root: { fontWeight: 600 } },
      vars: (_theme: unknown, props: { size?: string | number }) => {
        const size = String(props.size ?? 'sm');
        return {
          root: {
            '--button-height': controlHeight[size],
            '--button-fz': controlFontSize[size],
            '--button-padding-x': controlPadding[size],
          },
        };
      },
    },
    ActionIcon: { defaultProps: { variant: 'subtle', color: 'gray', size: 30 } },
    Input: {
      defaultProps: { size: 'sm' },
      vars: (_theme: unknown, props: { size?: string | number }) => {
        const size = String(props.size ?? 'sm');
        return {
          wrapper: {
            '--input-height': controlHeight[size],
            '--input-fz': controlFontSize[size],
            '--input-padding-inline-start': undefined,
          },
        };
      },
    },
    InputWrapper: {
      defaultProps: { inputWrapperOrder: ['label', 'input', 'description', 'error'] },
      styles: {
        label: { fontWeight: 600, marginBottom: 6, fontSize: 13 },
        description: { color: 'var(--fd-muted)', fontSize: 12, marginTop: 5 },
        error: { fontSize: 12, marginTop: 5 },
      },
    },
    Pill: {
      styles: {
        root: {
          background: 'transparent',
          border: '1px solid var(--fd-line)',
          borderRadius: 5,
          color: 'var(--fd-muted)',
        },
      },
    },
    Modal: {
      defaultProps: {
        centered: true,
        overlayProps: { backgroundOpacity: 0.4 },
        radius: 'lg',
        closeButtonProps: { 'aria-label': 'Close' },
      },
      styles: { title: { fontWeight: 600, fontSize: 15 } },
    },
    Drawer: {
      defaultProps: {
        overlayProps: { backgroundOpacity: 0.35 },
        closeButtonProps: { 'aria-label': 'Close' },
      },
    },
    Tooltip: { defaultProps: { openDelay: 250, withArrow: false, radius: 'sm' } },
    Menu: {
      // Without the kit's placeholder the first item takes the focus, and the menu holds items only.
      defaultProps: { shadow: 'md', position: 'bottom-end', width: 200, withInitialFocusPlaceholder: false },
    },
    Anchor: { defaultProps: { underline: 'hover' } },
    Skeleton: { defaultProps: { radius: 'sm' } },
    Switch: {
      defaultProps: { size: 'sm', withThumbIndicator: false },
      styles: {
        label: { fontWeight: 600, fontSize: 13 },
        description: { fontSize: 12, color: 'var(--fd-muted)' },
      },
    },
    Checkbox: {
      defaultProps: { size: 'xs' },
      styles: { label: { fontSize: 13 }, description: { fontSize: 12, color: 'var(--fd-muted)' } },
    },
    Notification: { defaultProps: { radius: 'lg', closeButtonProps: { 'aria-label': 'Close' } } },
  },
});

const semantic = {
  '--mantine-color-body': 'var(--fd-surface)',
  '--mantine-color-text': 'var(--fd-text)',
  '--mantine-color-bright': 'var(--fd-text)',
  '--mantine-color-dimmed': 'var(--fd-muted)',
  '--mantine-color-placeholder': 'var(--fd-faint)',
  '--mantine-color-anchor': 'var(--fd-accent)',
  '--mantine-color-error': 'var(--fd-bad)',
  '--mantine-color-success': 'var(--fd-ok)',
  '--mantine-color-default': 'var(--fd-raised)',
  '--mantine-color-default-hover': 'color-mix(in srgb, var(--fd-raised), var(--fd-text) 4%)',
  '--mantine-color-default-color': 'var(--fd-text)',
  '--mantine-color-default-border': 'var(--fd-line-strong)',
  '--mantine-color-disabled': 'var(--fd-sunken)',
  '--mantine-color-disabled-color': 'var(--fd-faint)',
  '--mantine-color-disabled-border': 'var(--fd-line)',
  '--mantine-color-gray-light-hover': 'var(--fd-hover)',
  '--mantine-color-gray-text': 'var(--fd-muted)',
  '--mantine-color-gray-light-color': 'var(--fd-muted)',
  '--mantine-primary-color-filled': 'var(--fd-accent)',
  '--mantine-primary-color-filled-hover': 'var(--fd-accent-hover)',
  '--mantine-primary-color-contrast': 'var(--fd-on-accent)',
  '--mantine-primary-color-light': 'var(--fd-accent-soft)',
  '--mantine-primary-color-light-hover': 'var(--fd-accent-soft)',
  '--mantine-primary-color-light-color': 'var(--fd-accent)',
};

/** The kit's own semantic variables are pointed at our tokens: one place where a color is decided. */
export const cssVariablesResolver: CSSVariablesResolver = () => ({
  variables: {},
  light: semantic,
  dark: semantic,
});
