/** Assembled here so that no scanner takes a sample for a leak. */
const BODY = 'AbCdEfGhIjKlMnOpQrStUvWxYz0123456789';
const JWT = ['eyJhbGciOiJIUzI1NiJ9', 'eyJzdWIiOiIxMjM0In0', 'SflKxwRJSMeKKF2QT4'].join('.');
const PEM = ['-----BEGIN RSA PRIVATE KEY-----', 'MIIEow', 'IBAAKC', '-----END RSA PRIVATE KEY-----'].join('\n');

/** Secrets known by their own form. */
export const TOKENS: readonly (readonly [string, string])[] = [
  ['an API key', `sk-${BODY}`],
  ['a project API key', `sk-proj-${BODY}_-${BODY}`],
  ['a service account API key', `sk-svcacct-${BODY}`],
  ['another vendor’s API key', `sk-ant-api03-${BODY}-${BODY}`],
  ['a router’s API key', `sk-or-v1-${BODY}`],
  ['a payment key', `sk_live_${BODY}`],
  ['a restricted payment key', `rk_live_${BODY}`],
  ['a webhook secret', `whsec_${BODY}`],
  ['a GitHub token', `ghp_${BODY}`],
  ['a short GitHub token', `ghp_${BODY.slice(0, 16)}`],
  ['a GitHub server token', `ghs_${BODY}`],
  ['a fine-grained GitHub token', `github_pat_${BODY}_${BODY}`],
  ['a GitLab token', `glpat-${BODY}`],
  ['a Grafana token', `glsa_${BODY}`],
  ['a Slack bot token', `xoxb-1234567890-${BODY}`],
  ['a Slack app token', `xapp-1-${BODY}`],
  ['a Slack webhook', `hooks.slack.com/services/T00/B00/${BODY}`],
  ['a Discord webhook', `d.gg/api/webhooks/123456/${BODY}`],
  ['a Google API key', `AIzaSy${BODY.slice(0, 33)}`],
  ['a Google access token', `ya29.${BODY}`],
  ['a Google client secret', `GOCSPX-${BODY}`],
  ['an AWS key id', ['AKIA', 'A1B2C3D4E5F6G7H8'].join('')],
  ['a temporary AWS key id', ['ASIA', 'A1B2C3D4E5F6G7H8'].join('')],
  ['an AWS bearer key id', ['ABIA', 'A1B2C3D4E5F6G7H8'].join('')],
  ['an npm token', `npm_${BODY}`],
  ['a short npm token', `npm_${BODY.slice(0, 16)}`],
  ['a model hub token', `hf_${BODY.slice(0, 18)}`],
  ['a PyPI token', `pypi-${BODY}`],
  ['a Vault token', `hvs.${BODY}`],
  ['a mail API key', `SG.${BODY}.${BODY}`],
  ['a shop token', `shpat_${BODY}`],
  ['a registry token', `dckr_pat_${BODY}`],
  ['a JWT', JWT],
  ['a private key', PEM],
];
